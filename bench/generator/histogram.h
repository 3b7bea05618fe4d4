// How often something took how long.
#pragma once
#include <stdint.h>

typedef struct {
  uint32_t *bucket;
  uint64_t counted;
} Histogram;

Histogram histogram_new(void);

// Counts one time; a negative one counts as none.
void histogram_add(Histogram *histogram, int64_t took_us);

// The time within which `wanted` of them were done, in ms; -1 when there are not so many.
double histogram_ms(const Histogram *histogram, double wanted);
