// Exact nearest neighbours among rows of 32-bit floats: squared Euclidean distances of one query to every row.
// The TypeScript twin is src-shared/imaging/similar/nearest.ts; both give the same order. N-API, so one binary serves Node and Electron.
#include <node_api.h>

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

float plain(const float *row, const float *query, size_t dimensions) {
  float sums[4] = {0, 0, 0, 0};
  size_t i = 0;
  for (; i + 4 <= dimensions; i += 4)
    for (size_t lane = 0; lane < 4; lane++) {
      const float difference = row[i + lane] - query[i + lane];
      sums[lane] += difference * difference;
    }
  for (; i < dimensions; i++) {
    const float difference = row[i] - query[i];
    sums[0] += difference * difference;
  }
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) float wide(const float *row, const float *query, size_t dimensions) {
  __m256 a = _mm256_setzero_ps();
  __m256 b = _mm256_setzero_ps();
  size_t i = 0;
  for (; i + 16 <= dimensions; i += 16) {
    const __m256 one = _mm256_sub_ps(_mm256_loadu_ps(row + i), _mm256_loadu_ps(query + i));
    const __m256 two = _mm256_sub_ps(_mm256_loadu_ps(row + i + 8), _mm256_loadu_ps(query + i + 8));
    a = _mm256_fmadd_ps(one, one, a);
    b = _mm256_fmadd_ps(two, two, b);
  }
  float lanes[8];
  _mm256_storeu_ps(lanes, _mm256_add_ps(a, b));
  float sum = 0;
  for (float lane : lanes) sum += lane;
  for (; i < dimensions; i++) {
    const float difference = row[i] - query[i];
    sum += difference * difference;
  }
  return sum;
}
#endif

using Kernel = float (*)(const float *, const float *, size_t);

Kernel kernelOfThisMachine() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return wide;
#endif
  return plain;
}

// A view of a Float32Array; false (and a JavaScript error) where it is none.
bool floatsOf(napi_env env, napi_value value, float **data, size_t *length) {
  bool isTyped = false;
  napi_typedarray_type type;
  if (napi_is_typedarray(env, value, &isTyped) != napi_ok || !isTyped ||
      napi_get_typedarray_info(env, value, &type, length, reinterpret_cast<void **>(data), nullptr, nullptr) != napi_ok ||
      type != napi_float32_array) {
    napi_throw_type_error(env, nullptr, "a Float32Array is needed");
    return false;
  }
  return true;
}

// distances(rows, query, into): into[i] = squared distance of query to row i; rows.length = into.length * query.length.
napi_value distances(napi_env env, napi_callback_info info) {
  static const Kernel kernel = kernelOfThisMachine();
  size_t count = 3;
  napi_value given[3];
  if (napi_get_cb_info(env, info, &count, given, nullptr, nullptr) != napi_ok || count != 3) {
    napi_throw_type_error(env, nullptr, "rows, query and a place for the distances are needed");
    return nullptr;
  }
  float *rows, *query, *into;
  size_t total, dimensions, places;
  if (!floatsOf(env, given[0], &rows, &total) || !floatsOf(env, given[1], &query, &dimensions) ||
      !floatsOf(env, given[2], &into, &places))
    return nullptr;
  if (dimensions == 0 || places > SIZE_MAX / dimensions || total != places * dimensions) {
    napi_throw_range_error(env, nullptr, "rows, query and distances do not fit together");
    return nullptr;
  }
  for (size_t i = 0; i < places; i++) into[i] = kernel(rows + i * dimensions, query, dimensions);
  return nullptr;
}

} // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "distances", NAPI_AUTO_LENGTH, distances, nullptr, &function) == napi_ok)
    napi_set_named_property(env, exports, "distances", function);
  return exports;
}
