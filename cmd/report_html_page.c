#include "cmd/report_html_page.h"

#include <stdarg.h>
#include <string.h>

#include "cmd/say.h"
#include "lib/digest.h"
#include "rules/reference.h"

/*
 * The sources of cmd/html, as they are, in the program's constant data.  The end of
 * each is that of its bytes; no 0 follows.
 */
#define EMBED(name, file)                                                                \
	__asm__(".pushsection .rodata\n"                                                   \
		".globl " #name "\n" #name ":\n"                                           \
		".incbin \"" file "\"\n"                                                   \
		".globl " #name "_end\n" #name "_end:\n"                                   \
		".byte 0\n"                                                                \
		".popsection\n");                                                          \
	extern const char name[], name##_end[]

EMBED(html_css, "cmd/html/report.css");
EMBED(html_js, "cmd/html/report.js");
EMBED(html_theme, "cmd/html/theme.js");

static size_t length(const char *from, const char *end)
{
	return (size_t)(end - from);
}

/* ---- text ---- */

void html_raw(struct html *h, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vfprintf(h->out, fmt, ap);
	va_end(ap);
}

static void entities(FILE *out, const char *s, size_t n)
{
	static const char special[] = "&<>\"'";
	static const char *const entity[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };

	while (n) {
		size_t plain = 0;

		while (plain < n && !strchr(special, s[plain]))
			plain++;
		(void)fwrite(s, 1, plain, out);
		if (plain < n)
			(void)fputs(entity[strchr(special, s[plain++]) - special], out);
		s += plain;
		n -= plain;
	}
}

/* As a terminal would show it; with `lines`, line breaks are meant.  NULL without memory. */
static char *shown(const char *s, bool lines)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX / 2);
	enum fi_code rc = FI_OK;

	if (!lines)
		return say_escaped(s, SAY_TERMINAL);
	while (rc == FI_OK && *s) {
		size_t n = strcspn(s, "\n");

		rc = say_escape(&b, s, n, SAY_TERMINAL);
		if (rc == FI_OK && s[n])
			rc = fi_buf_add(&b, "\n", 1);
		s += n + (s[n] == '\n');
	}
	return rc == FI_OK ? fi_buf_steal(&b, NULL) : NULL;
}

static void escaped(struct html *h, const char *s, bool lines)
{
	FI_AUTO(fi_freep) char *safe = shown(s, lines);

	if (safe)
		entities(h->out, safe, strlen(safe));
	else
		h->nomem = true;
}

void html_text(struct html *h, const char *s)
{
	escaped(h, s, false);
}

void html_lines(struct html *h, const char *s)
{
	escaped(h, s, true);
}

void html_prose(struct html *h, const char *s)
{
	FI_AUTO(fi_freep) char *safe = shown(s, true);
	const char *p = safe;

	h->nomem = h->nomem || !safe;
	while (p && *p) {
		size_t n = strcspn(p, "`");
		const char *end = p[n] ? strchr(p + n + 1, '`') : NULL;

		if (!end) {
			entities(h->out, p, strlen(p));
			return;
		}
		entities(h->out, p, n);
		(void)fputs("<code>", h->out);
		entities(h->out, p + n + 1, length(p + n + 1, end));
		(void)fputs("</code>", h->out);
		p = end + 1;
	}
}

void html_number(struct html *h, uint64_t n)
{
	if (n >= 1000) {
		html_number(h, n / 1000);
		html_raw(h, ",%03u", (unsigned)(n % 1000));
	} else {
		html_raw(h, "%u", (unsigned)n);
	}
}

void html_count(struct html *h, uint64_t n, const char *one)
{
	html_number(h, n);
	html_raw(h, " %s%s", one, n == 1 ? "" : "s");
}

void html_size(struct html *h, uint64_t bytes)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB" };
	double size = (double)bytes / 1024;
	size_t u = 0;

	if (bytes < 1024) {
		html_raw(h, "%u B", (unsigned)bytes);
		return;
	}
	while (size >= 1024 && u < 3) {
		size /= 1024;
		u++;
	}
	html_raw(h, size < 10 ? "%.1f %s" : "%.0f %s", size, units[u]);
}

/* ---- data ---- */

json_t *html_string(const char *s)
{
	FI_AUTO(fi_freep) char *safe = s ? shown(s, true) : NULL;

	return safe ? json_string(safe) : NULL;
}

void html_put(struct html *h, json_t *object, const char *key, json_t *value)
{
	if (!object || json_object_set_new(object, key, value) != 0)
		h->nomem = true;
}

void html_put_text(struct html *h, json_t *object, const char *key, const char *s)
{
	if (s)
		html_put(h, object, key, html_string(s));
}

void html_put_made(struct html *h, json_t *object, const char *key, const char *s)
{
	if (!s)
		h->nomem = true;
	else if (*s)
		html_put_text(h, object, key, s);
}

void html_put_number(struct html *h, json_t *object, const char *key, uint64_t n)
{
	html_put(h, object, key, json_integer((json_int_t)n));
}

/*
 * In JSON these stand in strings only, so that a \u escape is the same text; without
 * them nothing in the element can end it or open a comment.
 */
static int put_json(const char *s, size_t n, void *data)
{
	FILE *out = data;

	while (n) {
		size_t plain = 0;

		while (plain < n && s[plain] != '<' && s[plain] != '>' && s[plain] != '&')
			plain++;
		(void)fwrite(s, 1, plain, out);
		if (plain < n)
			(void)fprintf(out, "\\u%04x", (unsigned)s[plain++]);
		s += plain;
		n -= plain;
	}
	return 0;
}

void html_data_begin(struct html *h, const char *kind)
{
	html_raw(h, "<script type=\"application/json\" id=\"data\">\n{\"kind\":\"%s\"", kind);
}

void html_list_begin(struct html *h, const char *key)
{
	html_raw(h, ",\n\"%s\":[", key);
	h->items = 0;
}

void html_item(struct html *h, json_t *item)
{
	(void)fputs(h->items++ ? ",\n" : "\n", h->out);
	if (!item || json_dump_callback(item, put_json, h->out,
			     JSON_COMPACT | JSON_ENCODE_ANY) != 0)
		h->nomem = true;
	json_decref(item);
}

void html_list_end(struct html *h)
{
	(void)fputc(']', h->out);
}

void html_data_end(struct html *h)
{
	(void)fputs("\n}\n</script>\n", h->out);
}

/* ---- the frame ---- */

static unsigned digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* 32 bytes as base64, 44 characters, from 64 hex digits. */
static void base64(const char *hex, char out[45])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789+/";
	unsigned bits = 0, n = 0;
	char *p = out;

	for (const char *c = hex; *c; c++) {
		bits = bits << 4 | digit(*c);
		n += 4;
		if (n >= 6) {
			n -= 6;
			*p++ = letters[bits >> n & 63];
		}
	}
	/* 256 bits are 42 letters and 4 bits. */
	*p++ = letters[bits << 2 & 63];
	*p++ = '=';
	*p = 0;
}

/* "'sha256-...'" of an embedded file, for the policy. */
static void print_source(struct html *h, const char *from, const char *end)
{
	char digest[FI_DIGEST_TEXT], text[45];

	if (!fi_digest_text(from, length(from, end), digest)) {
		h->nomem = true;
		return;
	}
	base64(digest + strlen("sha256:"), text);
	html_raw(h, " 'sha256-%s'", text);
}

static void policy(struct html *h)
{
	html_raw(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
		    " script-src");
	print_source(h, html_theme, html_theme_end);
	print_source(h, html_js, html_js_end);
	html_raw(h, "; style-src");
	print_source(h, html_css, html_css_end);
	html_raw(h, "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
		    " trusted-types 'none'\">\n");
}

static void embedded(struct html *h, const char *tag, const char *from, const char *end)
{
	html_raw(h, "<%s>", tag);
	(void)fwrite(from, 1, length(from, end), h->out);
	html_raw(h, "</%s>\n", tag);
}

enum fi_code html_begin(struct html *h, const char *title, struct fi_err *err)
{
	html_raw(h, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	policy(h);
	html_raw(h, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<meta name=\"color-scheme\" content=\"light dark\">\n"
		    "<meta name=\"referrer\" content=\"no-referrer\">\n"
		    "<meta name=\"robots\" content=\"noindex\">\n"
		    "<meta name=\"generator\" content=\"flyimg " FI_VERSION "\">\n<title>");
	html_text(h, title);
	html_raw(h, "</title>\n");
	embedded(h, "style", html_css, html_css_end);
	embedded(h, "script", html_theme, html_theme_end);
	html_raw(h, "</head>\n<body>\n");
	return h->nomem ? fi_err_nomem(err) : FI_OK;
}

enum fi_code html_end(struct html *h, struct fi_err *err)
{
	embedded(h, "script", html_js, html_js_end);
	html_raw(h, "</body>\n</html>\n");
	return h->nomem ? fi_err_nomem(err) : FI_OK;
}

json_t *html_rule(struct html *h, const struct fi_rule *r)
{
	json_t *o = json_object();

	html_put_text(h, o, "id", r->id);
	html_put_text(h, o, "t", r->title);
	html_put_text(h, o, "c", fi_category_name(r->category));
	html_put_text(h, o, "y", r->why);
	html_put_text(h, o, "u", fi_rule_reference(r));
	return o;
}
