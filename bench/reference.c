/* The same work as the library's kernels, written the plain way: loops over all coordinates, intervals as two doubles.
   usage: reference cell METHOD m n trials T alpha DIR   |   reference prop27 repeats DIR */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * t.tv_sec + 1e-6 * t.tv_nsec;
}

static void *load(const char *dir, const char *name, size_t bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *f = fopen(path, "rb");
  void *data = malloc(bytes);
  if (!f || !data || fread(data, 1, bytes, f) != bytes) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(1);
  }
  fclose(f);
  return data;
}

static void sample_step(double *c, int n, int i, double alpha) {
  double ci = c[i];
  if (!(ci > 0)) return;
  double N = 0;
  for (int j = 0; j < n; j++) N += c[j] * c[j];
  double u = ci * ci, off = 1 - alpha * u;
  for (int j = 0; j < n; j++) c[j] *= off;
  c[i] = ci * (1 + alpha * (2 - N - u));
}

static void full_batch_step(double *c, int m, int n, double alpha) {
  double eta = alpha / m, active = 0, idle = 0;
  for (int i = 0; i < n; i++) {
    if (i < m && c[i] > 0) active += c[i] * c[i];
    else idle += c[i] * c[i];
  }
  double on = 1 + eta * (2 - 2 * active - idle), off = 1 - eta * active;
  for (int i = 0; i < n; i++) c[i] *= i < m && c[i] > 0 ? on : off;
}

static int cell(char **a) {
  int gd = strcmp(a[0], "gd") == 0;
  int m = atoi(a[1]), n = atoi(a[2]), trials = atoi(a[3]), T = atoi(a[4]);
  double alpha = atof(a[5]);
  double *c = load(a[6], "starts.f64", sizeof(double) * trials * n);
  int *index = gd ? NULL : load(a[6], "indices.i32", sizeof(int) * (size_t)trials * T);
  double start = now();
  for (int k = 0; k < trials; k++) {
    double *w = c + (size_t)k * n;
    if (gd)
      for (int t = 0; t < T; t++) full_batch_step(w, m, n, alpha);
    else
      for (int t = 0; t < T; t++) sample_step(w, n, index[(size_t)k * T + t], alpha);
  }
  printf("%.6f\n", now() - start);
  for (int k = 0; k < trials; k++) {
    double best = c[(size_t)k * n];
    for (int i = 1; i < m; i++) if (c[(size_t)k * n + i] > best) best = c[(size_t)k * n + i];
    printf("%.17g\n", best);
  }
  return 0;
}

typedef struct { double lo, hi; } interval;
typedef struct { interval x, y; } box;

static interval out(double lo, double hi) {
  interval r = {nextafter(lo, -INFINITY), nextafter(hi, INFINITY)};
  return r;
}
static interval add(interval a, interval b) { return out(a.lo + b.lo, a.hi + b.hi); }
static interval mul(interval a, interval b) {
  double p = a.lo * b.lo, q = a.lo * b.hi, r = a.hi * b.lo, s = a.hi * b.hi;
  return out(fmin(fmin(p, q), fmin(r, s)), fmax(fmax(p, q), fmax(r, s)));
}
static interval power(interval a, int k) {
  interval r = a;
  for (int i = 1; i < k; i++) r = mul(r, a);
  return r;
}

static int terms;
static double coefficient[64];
static int ex[64], ey[64];

static interval value(box b) {
  interval sum = {0, 0};
  for (int t = 0; t < terms; t++) {
    interval v = {coefficient[t], coefficient[t]};
    if (ex[t]) v = mul(v, power(b.x, ex[t]));
    if (ey[t]) v = mul(v, power(b.y, ey[t]));
    sum = add(sum, v);
  }
  return sum;
}

static int prop27(char **a) {
  char path[4096];
  int repeats = atoi(a[0]);
  snprintf(path, sizeof path, "%s/terms.txt", a[1]);
  FILE *f = fopen(path, "r");
  if (!f) return 1;
  box all;
  if (fscanf(f, "%lf %lf %lf %lf", &all.x.lo, &all.x.hi, &all.y.lo, &all.y.hi) != 4) return 1;
  while (terms < 64 && fscanf(f, "%lf %d %d", &coefficient[terms], &ex[terms], &ey[terms]) == 3) terms++;
  fclose(f);
  box *queue = malloc(sizeof(box) * 200000);
  double wx = all.x.hi - all.x.lo, wy = all.y.hi - all.y.lo, margin = 0;
  int boxes = 0;
  double start = now();
  for (int r = 0; r < repeats; r++) {
    int head = 0, tail = 0;
    margin = INFINITY;
    queue[tail++] = all;
    while (head < tail && tail < 199998) {
      box b = queue[head++];
      interval v = value(b);
      if (v.lo > 0) {
        if (v.lo < margin) margin = v.lo;
        continue;
      }
      box low = b, high = b;
      if ((b.x.hi - b.x.lo) / wx >= (b.y.hi - b.y.lo) / wy) low.x.hi = high.x.lo = 0.5 * (b.x.lo + b.x.hi);
      else low.y.hi = high.y.lo = 0.5 * (b.y.lo + b.y.hi);
      queue[tail++] = low;
      queue[tail++] = high;
    }
    boxes = head;
  }
  printf("%.6f\n%d\n%.17g\n", (now() - start) / repeats, boxes, margin);
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 9 && strcmp(argv[1], "cell") == 0) return cell(argv + 2);
  if (argc == 4 && strcmp(argv[1], "prop27") == 0) return prop27(argv + 2);
  return 2;
}
