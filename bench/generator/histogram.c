#include "histogram.h"

#include "bytes.h"

enum { BUCKET_US = 50, BUCKETS = 600000 };  // up to 30 s

Histogram histogram_new(void) {
  return (Histogram){made(BUCKETS, sizeof(uint32_t)), 0};
}

void histogram_add(Histogram *histogram, int64_t took_us) {
  int64_t place = took_us / BUCKET_US;
  histogram->bucket[place < 0 ? 0 : place >= BUCKETS ? BUCKETS - 1 : place]++;
  histogram->counted++;
}

double histogram_ms(const Histogram *histogram, double wanted) {
  uint64_t so_far = 0;
  for (int place = 0; place < BUCKETS; place++) {
    so_far += histogram->bucket[place];
    if (so_far > 0 && (double)so_far >= wanted) return (place + 0.5) * BUCKET_US / 1000.0;
  }
  return -1;
}
