#include "lib/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/num.h"

static char nothing[1];

struct fi_buf fi_buf_limited(size_t max)
{
	return (struct fi_buf){ .p = nothing, .max = max };
}

void fi_buf_done(struct fi_buf *b)
{
	if (b->cap)
		free(b->p);
	*b = fi_buf_limited(b->max);
}

void fi_buf_clear(struct fi_buf *b)
{
	b->len = 0;
	if (b->cap)
		b->p[0] = 0;
}

enum fi_code fi_buf_room(struct fi_buf *b, size_t n)
{
	size_t need, cap;
	char *p;

	if (n > b->max - b->len)
		return FI_ELIMIT;
	if (!fi_add(b->len + n, 1, &need))
		return FI_ENOMEM;
	if (need <= b->cap)
		return FI_OK;
	cap = b->cap > SIZE_MAX / 2 ? need : b->cap * 2;
	if (cap < need)
		cap = need < 64 ? 64 : need;
	p = realloc(b->cap ? b->p : NULL, cap);
	if (!p)
		return FI_ENOMEM;
	p[b->len] = 0;
	b->p = p;
	b->cap = cap;
	return FI_OK;
}

enum fi_code fi_buf_add(struct fi_buf *b, const void *bytes, size_t n)
{
	enum fi_code rc;

	if (n == 0)
		return FI_OK;
	rc = fi_buf_room(b, n);
	if (rc != FI_OK)
		return rc;
	memcpy(b->p + b->len, bytes, n);
	b->len += n;
	b->p[b->len] = 0;
	return FI_OK;
}

enum fi_code fi_buf_adds(struct fi_buf *b, const char *s)
{
	return fi_buf_add(b, s, strlen(s));
}

enum fi_code fi_buf_vaddf(struct fi_buf *b, const char *fmt, va_list ap)
{
	char *s = fi_vformat(fmt, ap);
	enum fi_code rc;

	if (!s)
		return FI_ENOMEM;
	rc = fi_buf_adds(b, s);
	free(s);
	return rc;
}

enum fi_code fi_buf_addf(struct fi_buf *b, const char *fmt, ...)
{
	enum fi_code rc;
	va_list ap;

	va_start(ap, fmt);
	rc = fi_buf_vaddf(b, fmt, ap);
	va_end(ap);
	return rc;
}

void fi_buf_drop(struct fi_buf *b, size_t n)
{
	if (n == 0)
		return;
	memmove(b->p, b->p + n, b->len - n);
	b->len -= n;
	b->p[b->len] = 0;
}

char *fi_buf_steal(struct fi_buf *b, size_t *len)
{
	char *p;

	if (fi_buf_room(b, 0) != FI_OK)
		return NULL;
	p = b->p;
	if (len)
		*len = b->len;
	*b = fi_buf_limited(b->max);
	return p;
}

void fi_strs_done(struct fi_strs *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->v[i]);
	free(s->v);
	*s = (struct fi_strs){ 0 };
}

enum fi_code fi_strs_addn(struct fi_strs *s, const char *text, size_t n)
{
	/* The capacity is the next power of two, so it needs no field. */
	bool full = s->n == 0 || ((s->n + 1) & s->n) == 0;
	char *copy = malloc(n + 1), **v;

	if (!copy)
		return FI_ENOMEM;
	if (n)
		memcpy(copy, text, n);
	copy[n] = 0;
	if (full) {
		v = realloc(s->v, (s->n + 1) * 2 * sizeof(*v));
		if (!v) {
			free(copy);
			return FI_ENOMEM;
		}
		s->v = v;
	}
	s->v[s->n++] = copy;
	s->v[s->n] = NULL;
	return FI_OK;
}

enum fi_code fi_strs_add(struct fi_strs *s, const char *text)
{
	return fi_strs_addn(s, text, strlen(text));
}

bool fi_strs_has(const struct fi_strs *s, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i], text) == 0)
			return true;
	return false;
}

char *fi_vformat(const char *fmt, va_list ap)
{
	char *s;

	return vasprintf(&s, fmt, ap) < 0 ? NULL : s;
}

char *fi_format(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = fi_vformat(fmt, ap);
	va_end(ap);
	return s;
}

bool fi_grow(void *items, size_t *cap, size_t want, size_t size)
{
	void **list = items, *p;
	size_t n, bytes;

	if (want <= *cap)
		return true;
	n = *cap > SIZE_MAX / 2 ? want : *cap * 2;
	if (n < want)
		n = want < 8 ? 8 : want;
	if (!fi_mul(n, size, &bytes))
		return false;
	p = realloc(*list, bytes);
	if (!p)
		return false;
	*list = p;
	*cap = n;
	return true;
}

void fi_freep(char **p)
{
	free(*p);
	*p = NULL;
}
