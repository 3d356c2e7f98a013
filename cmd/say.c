#include "cmd/say.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Wider lines are hard to read, however wide the terminal is. */
#define WIDTH_MAX 100
#define WIDTH_MIN 40

/*
 * One UTF-8 character at s.  Returns its length and the code point, 0 for bytes
 * that are none: overlong, surrogates, above U+10FFFF, cut.
 */
static size_t decode(const unsigned char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len = s[0] < 0x80   ? 1
		     : s[0] < 0xc2 ? 0
		     : s[0] < 0xe0 ? 2
		     : s[0] < 0xf0 ? 3
		     : s[0] < 0xf5 ? 4
				   : 0;

	if (len == 0 || len > n)
		return 0;
	*cp = len == 1 ? s[0] : s[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3fu);
	}
	if (*cp < least[len] || (*cp >= 0xd800 && *cp < 0xe000) || *cp > 0x10ffff)
		return 0;
	return len;
}

/* Characters that move the cursor, reorder the line or cannot be seen. */
static bool deceives(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0x61c ||
	       (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x2069) || cp == 0xfeff ||
	       (cp >= 0xe0000 && cp <= 0xe0fff);
}

static enum fi_code escape_char(
	struct fi_buf *out, const char *s, size_t len, uint32_t cp, enum say_mode mode)
{
	if (len == 0)
		return fi_buf_addf(out, "\\x%02x", (unsigned char)s[0]);
	if (mode != SAY_TERMINAL || !deceives(cp))
		return fi_buf_add(out, s, len);
	if (cp == '\n')
		return fi_buf_adds(out, "\\n");
	if (cp == '\t')
		return fi_buf_adds(out, "\\t");
	if (cp < 0x80)
		return fi_buf_addf(out, "\\x%02x", cp);
	return fi_buf_addf(out, "\\u{%04x}", cp);
}

/* Bytes that no mode escapes and that are most of every text. */
static size_t plain(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
		i++;
	return i;
}

enum fi_code say_escape(struct fi_buf *out, const char *s, size_t n, enum say_mode mode)
{
	while (n) {
		size_t len = plain(s, n);
		enum fi_code rc;
		uint32_t cp = 0;

		if (len) {
			rc = fi_buf_add(out, s, len);
		} else {
			len = decode((const unsigned char *)s, n, &cp);
			rc = escape_char(out, s, len, cp, mode);
			len = len ? len : 1;
		}
		if (rc != FI_OK)
			return rc;
		s += len;
		n -= len;
	}
	return FI_OK;
}

char *say_escaped(const char *s, enum say_mode mode)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX / 2);

	if (say_escape(&b, s, strlen(s), mode) != FI_OK)
		return NULL;
	return fi_buf_steal(&b, NULL);
}

void say_text(FILE *out, const char *s)
{
	FI_AUTO(fi_freep) char *safe = say_escaped(s, SAY_TERMINAL);

	(void)fputs(safe ? safe : "(out of memory)", out);
}

void say_error(const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = fi_vformat(fmt, ap);
	va_end(ap);
	(void)fputs("flyimg: ", stderr);
	say_text(stderr, text ? text : "out of memory");
	(void)fputc('\n', stderr);
}

bool say_colored(FILE *out, enum say_color wish)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	if (wish != COLOR_AUTO)
		return wish == COLOR_ALWAYS;
	return isatty(fileno(out)) && term && strcmp(term, "dumb") != 0 && !(no && *no);
}

const char *say_severity_color(enum fi_severity s)
{
	static const char *const color[] = {
		[FI_INFO] = "\033[2m",
		[FI_LOW] = "\033[36m",
		[FI_MEDIUM] = "\033[33m",
		[FI_HIGH] = "\033[31m",
		[FI_CRITICAL] = "\033[1;31m",
	};

	return color[s];
}

size_t say_width(FILE *out)
{
	struct winsize w = { 0 };

	if (ioctl(fileno(out), TIOCGWINSZ, &w) != 0 || w.ws_col == 0 ||
		w.ws_col > WIDTH_MAX)
		return WIDTH_MAX;
	return w.ws_col < WIDTH_MIN ? WIDTH_MIN : w.ws_col;
}

/* Columns of n bytes of valid UTF-8, each character taken for one. */
static size_t columns(const char *s, size_t n)
{
	size_t c = 0;

	for (size_t i = 0; i < n; i++)
		c += ((unsigned char)s[i] & 0xc0) != 0x80;
	return c;
}

void say_wrapped(
	FILE *out, const char *lead, size_t lead_n, size_t width, const char *text)
{
	FI_AUTO(fi_freep) char *safe = say_escaped(text, SAY_TERMINAL);
	const char *s = safe ? safe : "(out of memory)";
	size_t at = lead_n;
	bool first = true;

	(void)fputs(lead, out);
	while (*(s += strspn(s, " "))) {
		size_t n = strcspn(s, " "), c = columns(s, n);

		if (!first && at + 1 + c > width) {
			(void)fprintf(out, "\n%*s", (int)lead_n, "");
			at = lead_n;
			first = true;
		}
		(void)fprintf(out, "%s%.*s", first ? "" : " ", (int)n, s);
		at += c + !first;
		first = false;
		s += n;
	}
	(void)fputc('\n', out);
}

void say_lines(FILE *out, const char *lead, size_t lead_n, size_t width, const char *text)
{
	bool indent = false;

	while (*text) {
		size_t n = strcspn(text, "\n");
		FI_AUTO(fi_freep) char *line = strndup(text, n);

		if (indent)
			(void)fprintf(out, "%*s", (int)lead_n, "");
		say_wrapped(out, indent ? "" : lead, lead_n, width, line ? line : "");
		text += n + (text[n] == '\n');
		indent = true;
	}
}
