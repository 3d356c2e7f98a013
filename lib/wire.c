#include "lib/wire.h"

#include <stdlib.h>
#include <string.h>

/* 64 bits, seven a byte. */
#define NUMBER_BYTES 10

void fi_wire_put_raw(struct fi_wire_out *w, const void *p, size_t n)
{
	if (w->rc == FI_OK)
		w->rc = fi_buf_add(w->to, p, n);
}

void fi_wire_put(struct fi_wire_out *w, uint64_t n)
{
	unsigned char bytes[NUMBER_BYTES];
	size_t k = 0;

	for (; n > 0x7f; n >>= 7)
		bytes[k++] = (unsigned char)(n | 0x80);
	bytes[k++] = (unsigned char)n;
	fi_wire_put_raw(w, bytes, k);
}

void fi_wire_put_signed(struct fi_wire_out *w, int64_t n)
{
	uint64_t u = (uint64_t)n << 1;

	fi_wire_put(w, n < 0 ? ~u : u);
}

void fi_wire_put_64(struct fi_wire_out *w, uint64_t n)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++, n >>= 8)
		bytes[i] = (unsigned char)n;
	fi_wire_put_raw(w, bytes, sizeof(bytes));
}

void fi_wire_put_bytes(struct fi_wire_out *w, const void *p, size_t n)
{
	fi_wire_put(w, n);
	fi_wire_put_raw(w, p, n);
}

void fi_wire_put_text(struct fi_wire_out *w, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	fi_wire_put(w, s ? n + 1 : 0);
	fi_wire_put_raw(w, s, n);
}

void fi_wire_put_texts(struct fi_wire_out *w, const struct fi_strs *s)
{
	fi_wire_put(w, s->n);
	for (size_t i = 0; i < s->n; i++)
		fi_wire_put_text(w, s->v[i]);
}

struct fi_wire_in fi_wire_reader(const void *p, size_t n)
{
	return (struct fi_wire_in){ .p = p, .left = n };
}

void fi_wire_spoil(struct fi_wire_in *r)
{
	if (r->rc == FI_OK)
		r->rc = FI_EFORMAT;
	r->left = 0;
}

const void *fi_wire_get_raw(struct fi_wire_in *r, size_t n)
{
	const void *p = r->p;

	if (r->rc != FI_OK || n > r->left) {
		fi_wire_spoil(r);
		return NULL;
	}
	r->p += n;
	r->left -= n;
	return p;
}

uint64_t fi_wire_get(struct fi_wire_in *r, uint64_t max)
{
	uint64_t n = 0;
	size_t k = 0;

	for (; r->rc == FI_OK && k < r->left && k < NUMBER_BYTES; k++) {
		uint64_t bits = r->p[k] & 0x7f;

		if (k == NUMBER_BYTES - 1 && bits > 1)
			break;
		n |= bits << 7 * k;
		if (r->p[k] & 0x80)
			continue;
		if (n > max)
			break;
		r->p += k + 1;
		r->left -= k + 1;
		return n;
	}
	fi_wire_spoil(r);
	return 0;
}

int64_t fi_wire_get_signed(struct fi_wire_in *r)
{
	uint64_t u = fi_wire_get(r, UINT64_MAX);

	return (int64_t)(u & 1 ? ~(u >> 1) : u >> 1);
}

uint64_t fi_wire_get_64(struct fi_wire_in *r)
{
	const unsigned char *p = fi_wire_get_raw(r, 8);
	uint64_t n = 0;

	for (int i = 7; p && i >= 0; i--)
		n = n << 8 | p[i];
	return n;
}

size_t fi_wire_get_count(struct fi_wire_in *r, size_t least)
{
	return (size_t)fi_wire_get(r, r->left / (least ? least : 1));
}

const void *fi_wire_get_bytes(struct fi_wire_in *r, size_t *n)
{
	size_t len = (size_t)fi_wire_get(r, r->left);
	const void *p = fi_wire_get_raw(r, len);

	*n = p ? len : 0;
	return p;
}

/* n bytes as a text. */
static char *take_text(struct fi_wire_in *r, size_t n)
{
	const char *p = fi_wire_get_raw(r, n);
	char *s;

	if (!p || memchr(p, 0, n)) {
		fi_wire_spoil(r);
		return NULL;
	}
	s = malloc(n + 1);
	if (!s) {
		r->rc = FI_ENOMEM;
		return NULL;
	}
	memcpy(s, p, n);
	s[n] = 0;
	return s;
}

char *fi_wire_get_text(struct fi_wire_in *r)
{
	size_t n = (size_t)fi_wire_get(r, r->left);

	return n && r->rc == FI_OK ? take_text(r, n - 1) : NULL;
}

char *fi_wire_get_some(struct fi_wire_in *r)
{
	char *s = fi_wire_get_text(r);

	if (!s)
		fi_wire_spoil(r);
	return s;
}

void fi_wire_get_texts(struct fi_wire_in *r, struct fi_strs *out)
{
	size_t n = fi_wire_get_count(r, 1);

	for (size_t i = 0; i < n && r->rc == FI_OK; i++) {
		FI_AUTO(fi_freep) char *s = fi_wire_get_some(r);

		if (s && fi_strs_add(out, s) != FI_OK)
			r->rc = FI_ENOMEM;
	}
}

enum fi_code fi_wire_end(const struct fi_wire_in *r)
{
	if (r->rc != FI_OK)
		return r->rc;
	return r->left ? FI_EFORMAT : FI_OK;
}
