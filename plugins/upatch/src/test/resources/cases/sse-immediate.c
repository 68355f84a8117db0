// flags: -O2
// flags: -O3 -mavx2
// expect: 4.00:1.00 | 4.50:2.00 | 4.00:1.00
#include <emmintrin.h>
#include <stdio.h>
__attribute__((noinline)) __m128d pick(__m128d x) {
    __m128d limit = _mm_set_pd(1.5, 2.5);
    __m128d more = _mm_set_pd(PATCHED ? 1.75 : 1.25, PATCHED ? 4.5 : 4.0);
    __m128d other = _mm_set_pd(PATCHED ? 2.0 : 1.0, 9.0);
    __m128d mask = _mm_cmplt_pd(x, limit);
    return _mm_or_pd(_mm_and_pd(mask, more), _mm_andnot_pd(mask, other));
}
void step(void) {
    double out[2];
    volatile double low = 2.0, high = 1.75;
    _mm_storeu_pd(out, pick(_mm_set_pd(high, low)));
    printf("%.2f:%.2f\n", out[0], out[1]);
}
