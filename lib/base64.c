/* base64.c - base64 of both alphabets. */
#include "lib/base64.h"

#include <ctype.h>
#include <stdint.h>

static int base64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

bool fi_base64(const char *s, size_t n, unsigned char *out, size_t cap, size_t *len)
{
	uint32_t bits = 0;
	size_t k = 0, digits = 0;

	while (n && (s[n - 1] == '=' || isspace((unsigned char)s[n - 1])))
		n--;
	for (size_t i = 0; i < n; i++) {
		int d = base64_digit(s[i]);

		if (isspace((unsigned char)s[i]))
			continue;
		if (d < 0)
			return false;
		bits = bits << 6 | (uint32_t)d;
		if (++digits % 4 == 1)
			continue;
		if (k == cap)
			return false;
		out[k++] = (unsigned char)(bits >> (6 - 2 * ((digits - 1) % 4)));
	}
	if (digits % 4 == 1)
		return false;
	*len = k;
	return true;
}
