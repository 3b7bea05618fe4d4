// What the server's process uses, as the kernel tells it.
#pragma once

// Seconds of CPU, user and system, that a process and all its threads have used.
double process_cpu_s(int pid);

// Memory that a process holds, in KB.
long process_memory_kb(int pid);

// Seconds of CPU that this program has used.
double own_cpu_s(void);
