/* base64.c - base64 of both alphabets. */
#include "lib/base64.h"

#include <stdint.h>

/* The value of a digit and 1 more, so that 0 is none; 255: white space. */
#define BLANK 255
/* clang-format off */
static const unsigned char digits[256] = {
	['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
	20, 21, 22, 23, 24, 25, 26,
	['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
	44, 45, 46, 47, 48, 49, 50, 51, 52,
	['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
	['+'] = 63, ['-'] = 63, ['/'] = 64, ['_'] = 64,
	[' '] = BLANK, ['\t'] = BLANK, ['\n'] = BLANK, ['\v'] = BLANK, ['\f'] = BLANK,
	['\r'] = BLANK,
};
/* clang-format on */

bool fi_base64(const char *s, size_t n, unsigned char *out, size_t cap, size_t *len)
{
	uint32_t bits = 0;
	size_t k = 0, count = 0;

	while (n && (s[n - 1] == '=' || digits[(unsigned char)s[n - 1]] == BLANK))
		n--;
	for (size_t i = 0; i < n; i++) {
		unsigned d = digits[(unsigned char)s[i]];

		if (d == BLANK)
			continue;
		if (d == 0)
			return false;
		bits = bits << 6 | (d - 1);
		if (++count % 4 == 1)
			continue;
		if (k == cap)
			return false;
		out[k++] = (unsigned char)(bits >> (6 - 2 * ((count - 1) % 4)));
	}
	if (count % 4 == 1)
		return false;
	*len = k;
	return true;
}
