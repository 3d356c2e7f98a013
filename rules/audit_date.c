#include "rules/audit.h"

#include <stdlib.h>
#include <string.h>

#include "lib/json.h"
#include "lib/num.h"

/*
 * Builders that want the same digest each time write 1970 or 1980 (buildpacks); no
 * image is older than the format, so anything before 1981 is a zero.
 */
#define OLDEST 347155200

static bool digits(const char **p, size_t n, int64_t *out)
{
	uint64_t v;

	if (!fi_num_u64(*p, strnlen(*p, n), 9999, &v) || strnlen(*p, n) != n)
		return false;
	*p += n;
	*out = (int64_t)v;
	return true;
}

/* Days since 1970-01-01 in the Gregorian calendar. */
static int64_t days(int64_t y, int64_t m, int64_t d)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	int64_t leap = m > 2 && (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
	int64_t p = y - 1;

	return 365 * (y - 1970) + p / 4 - p / 100 + p / 400 - 477 + before[m - 1] + leap + d - 1;
}

/* "Z", "+02:00", or nothing; *seconds is what to take away. */
static bool offset(const char *p, int64_t *seconds)
{
	int64_t h, m, sign = *p == '-' ? -1 : 1;

	*seconds = 0;
	if (!*p || strcmp(p, "Z") == 0 || strcmp(p, "z") == 0)
		return true;
	if (*p != '+' && *p != '-')
		return false;
	p++;
	if (!digits(&p, 2, &h) || *p++ != ':' || !digits(&p, 2, &m) || *p)
		return false;
	*seconds = sign * (h * 3600 + m * 60);
	return true;
}

static bool clock_time(const char *p, int64_t *seconds)
{
	int64_t h, m, s, off;

	if (!digits(&p, 2, &h) || *p++ != ':' || !digits(&p, 2, &m) || *p++ != ':' ||
		!digits(&p, 2, &s))
		return false;
	if (*p == '.')
		p += 1 + strspn(p + 1, "0123456789");
	if (h > 23 || m > 59 || s > 60 || !offset(p, &off))
		return false;
	*seconds = h * 3600 + m * 60 + s - off;
	return true;
}

bool fi_audit_date(const char *text, int64_t *seconds)
{
	int64_t y, m, d, time = 0;
	const char *p = text;

	if (!digits(&p, 4, &y) || *p++ != '-' || !digits(&p, 2, &m) || *p++ != '-' ||
		!digits(&p, 2, &d) || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	if (*p && *p != 'T' && *p != 't' && *p != ' ')
		return false;
	if (*p && !clock_time(p + 1, &time))
		return false;
	*seconds = days(y, m, d) * 86400 + time;
	return true;
}

enum fi_code fi_audit_created(const struct fi_config *c, char **text, int64_t *seconds)
{
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	struct fi_err err = { 0 };
	const char *created;
	int64_t when;

	*text = NULL;
	*seconds = 0;
	doc = c->raw ? fi_json_parse(c->raw, c->raw_len, &err) : NULL;
	if (err.code == FI_ENOMEM)
		return FI_ENOMEM;
	created = doc ? fi_json_text(doc, "created") : NULL;
	if (!created || !fi_audit_date(created, &when) || when < OLDEST)
		created = "";
	else
		*seconds = when;
	*text = strdup(created);
	return *text ? FI_OK : FI_ENOMEM;
}
