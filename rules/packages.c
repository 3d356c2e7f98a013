#include "rules/packages.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base64.h"
#include "lib/buf.h"
#include "lib/rpmdb.h"
#include "lib/rpmheader.h"

/* PATH_MAX and a digest; what is longer is no line of a list. */
#define LINE_MAX_BYTES 8192
/* Debian has 70,000 packages in all; images have hundreds. */
#define PACKAGES_MAX 100000u
#define LISTS_MAX    100000u
/* A name is shown in each finding. */
#define NAME_MAX_BYTES 100
/* All names of a run. */
#define NAMES_MAX (4u << 20)

enum kind { DPKG_SUMS, DPKG_STATUS, APK, RECORD, RPM };

/* One list of one layer. */
struct list {
	int layer;
	bool own; /* a wheel that was built here: no distribution made it */
};

struct package {
	uint32_t name; /* offset in names */
	uint32_t list;
};

struct entry {
	uint64_t path, digest;
	uint32_t package;
};

struct fi_packages {
	struct list *list;
	size_t nlists, lists_cap;
	struct package *package;
	size_t npackages, packages_cap;
	struct entry *entry;
	size_t nentries, entries_cap;
	struct fi_buf names; /* each ends in 0 */
	uint64_t left_out;
	bool sorted;
	/* The list at hand. */
	enum kind kind;
	struct fi_buf line;
	bool overlong;	    /* the line at hand */
	bool named;	    /* the last package of the table is the one at hand */
	bool conffiles;	    /* within that field of dpkg's status */
	struct fi_buf dir;  /* apk: F:, RECORD: the folder its names begin from */
	struct fi_buf file; /* apk: R: */
	struct fi_buf db;   /* RPM: all of it */
	size_t damaged;	    /* RPM: packages in it */
	struct fi_err unread;
};

struct fi_packages *fi_packages_new(void)
{
	struct fi_packages *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->names = fi_buf_limited(NAMES_MAX);
	p->line = fi_buf_limited(LINE_MAX_BYTES);
	p->dir = fi_buf_limited(2 * LINE_MAX_BYTES);
	p->file = fi_buf_limited(4 * LINE_MAX_BYTES);
	p->db = fi_buf_limited(FI_PACKAGES_RPMDB_MAX);
	return p;
}

void fi_packages_free(struct fi_packages *p)
{
	if (!p)
		return;
	free(p->list);
	free(p->package);
	free(p->entry);
	fi_buf_done(&p->names);
	fi_buf_done(&p->line);
	fi_buf_done(&p->dir);
	fi_buf_done(&p->file);
	fi_buf_done(&p->db);
	free(p);
}

uint64_t fi_packages_left_out(const struct fi_packages *p)
{
	return p->left_out;
}

const char *fi_packages_unread(const struct fi_packages *p)
{
	return p->unread.code == FI_OK ? NULL : p->unread.text;
}

/* --- paths and digests -------------------------------------------------- */

static bool starts(const char *s, const char *head)
{
	return strncmp(s, head, strlen(head)) == 0;
}

/* "lib/x" and "usr/lib/x" are one file since /lib is a link. */
static const char *without_usr(const char *path)
{
	static const char *const merged[] = { "bin/", "sbin/", "lib/", "lib32/", "lib64/",
		"libx32/" };

	if (!starts(path, "usr/"))
		return path;
	for (size_t i = 0; i < sizeof(merged) / sizeof(merged[0]); i++)
		if (starts(path + 4, merged[i]))
			return path + 4;
	return path;
}

/*
 * FNV-1a.  Who makes two paths collide on purpose could as well write the one he
 * wants into the list.
 */
static uint64_t number_of(const char *path)
{
	uint64_t h = 14695981039346656037u;

	for (path = without_usr(path); *path; path++)
		h = (h ^ (unsigned char)*path) * 1099511628211u;
	return h;
}

static uint64_t eight_bytes(const unsigned char *p)
{
	uint64_t v = 0;

	for (int i = 0; i < 8; i++)
		v = v << 8 | p[i];
	return v;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `digits` hex digits and nothing more of them; the first 16 make the number. */
static bool hex_digest(const char *s, size_t digits, uint64_t *out)
{
	uint64_t v = 0;

	for (size_t i = 0; i < digits; i++) {
		int d = hex_digit(s[i]);

		if (d < 0)
			return false;
		if (i < 16)
			v = v << 4 | (uint64_t)d;
	}
	*out = v;
	return hex_digit(s[digits]) < 0;
}

/* A digest of `bytes` bytes in base64 of either alphabet. */
static bool base64_digest(const char *s, size_t n, size_t bytes, uint64_t *out)
{
	unsigned char sum[64];
	size_t len = 0;

	while (n && s[n - 1] == '=')
		n--;
	if (!fi_base64(s, n, sum, sizeof(sum), &len) || len != bytes)
		return false;
	*out = eight_bytes(sum);
	return true;
}

/*
 * `dir`/`name` as a cleaned path: ".." goes up, "." and empty names vanish.  In
 * p->file; false if it is too long.
 */
static bool join(struct fi_packages *p, const char *dir, const char *name)
{
	const char *part[] = { dir, name };

	fi_buf_clear(&p->file);
	for (int i = 0; i < 2; i++) {
		for (const char *s = part[i]; *s;) {
			size_t n = strcspn(s, "/"), cut = p->file.len;

			if (n == 2 && s[0] == '.' && s[1] == '.') {
				while (cut && p->file.p[cut - 1] != '/')
					cut--;
				p->file.len = cut ? cut - 1 : 0;
				if (p->file.cap)
					p->file.p[p->file.len] = 0;
			} else if (n && !(n == 1 && s[0] == '.')) {
				if ((cut && fi_buf_adds(&p->file, "/") != FI_OK) ||
					fi_buf_add(&p->file, s, n) != FI_OK)
					return false;
			}
			s += n + (s[n] == '/');
		}
	}
	return p->file.len > 0;
}

/* --- what a list tells --------------------------------------------------- */

static enum fi_code add_package(struct fi_packages *p, const char *name, size_t n)
{
	p->named = false;
	if (p->npackages >= PACKAGES_MAX || n == 0)
		return FI_OK;
	if (n > NAME_MAX_BYTES)
		n = NAME_MAX_BYTES;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)name[i] <= ' ' || (unsigned char)name[i] >= 0x7f)
			return FI_OK;
	if (p->names.len + n + 1 > NAMES_MAX)
		return FI_OK;
	if (!fi_grow(&p->package, &p->packages_cap, p->npackages + 1, sizeof(*p->package)))
		return FI_ENOMEM;
	p->package[p->npackages] = (struct package){ (uint32_t)p->names.len,
		(uint32_t)p->nlists - 1 };
	if (fi_buf_add(&p->names, name, n) != FI_OK || fi_buf_add(&p->names, "", 1) != FI_OK)
		return FI_ENOMEM;
	p->npackages++;
	p->named = true;
	return FI_OK;
}

static enum fi_code add_entry(
	struct fi_packages *p, const char *dir, const char *name, uint64_t digest)
{
	if (!p->named || p->nentries >= FI_PACKAGES_FILES_MAX) {
		p->left_out++;
		return FI_OK;
	}
	if (!join(p, dir, name))
		return FI_OK;
	if (!fi_grow(&p->entry, &p->entries_cap, p->nentries + 1, sizeof(*p->entry)))
		return FI_ENOMEM;
	p->entry[p->nentries++] = (struct entry){ number_of(p->file.p), digest,
		(uint32_t)p->npackages - 1 };
	p->sorted = false;
	return FI_OK;
}

/* "d41d8cd98f00b204e9800998ecf8427e  usr/share/doc/x" */
static enum fi_code sums_line(struct fi_packages *p, const char *s, size_t n)
{
	uint64_t digest;

	if (n < 35 || !hex_digest(s, 32, &digest) || s[32] != ' ')
		return FI_OK;
	return add_entry(p, "", s + 34, digest);
}

/* "Package: base-files", "Conffiles:", " /etc/issue 66a5... [obsolete]" */
static enum fi_code status_line(struct fi_packages *p, const char *s, size_t n)
{
	FI_AUTO(fi_freep) char *name = NULL;
	const char *gap;
	uint64_t digest;

	if (starts(s, "Package: "))
		return add_package(p, s + 9, n - 9);
	if (s[0] != ' ') {
		p->conffiles = starts(s, "Conffiles:");
		return FI_OK;
	}
	gap = p->conffiles && s[1] == '/' ? strchr(s + 1, ' ') : NULL;
	if (!gap || strlen(gap + 1) < 32 || !hex_digest(gap + 1, 32, &digest))
		return FI_OK;
	name = strndup(s + 1, (size_t)(gap - s) - 1);
	return name ? add_entry(p, "", name, digest) : FI_ENOMEM;
}

/* "P:musl", "F:lib", "R:libc.so", "Z:Q1" and base64; an empty line ends a package. */
static enum fi_code apk_line(struct fi_packages *p, const char *s, size_t n)
{
	uint64_t digest;

	if (n == 0)
		p->named = false;
	if (n < 2 || s[1] != ':')
		return FI_OK;
	if (s[0] == 'P')
		return add_package(p, s + 2, n - 2);
	if (s[0] == 'F') {
		fi_buf_clear(&p->dir);
		fi_buf_clear(&p->file);
		return fi_buf_adds(&p->dir, s + 2);
	}
	if (s[0] == 'R') { /* its digest is on a later line */
		fi_buf_clear(&p->file);
		return fi_buf_adds(&p->file, s + 2);
	}
	if (s[0] == 'Z' && starts(s + 2, "Q1") && p->file.len &&
		base64_digest(s + 4, n - 4, 20, &digest)) {
		FI_AUTO(fi_freep) char *name = strdup(p->file.p);

		return name ? add_entry(p, p->dir.p, name, digest) : FI_ENOMEM;
	}
	return FI_OK;
}

/* Undo the quotes of CSV in place: `"a ""b"", c"`.  What stands behind, or NULL. */
static char *unquote(char *s)
{
	char *to = s;

	if (*s != '"')
		return strchr(s, ',');
	for (char *at = s + 1; *at; at++) {
		if (*at == '"' && at[1] != '"') {
			*to = 0;
			return at[1] == ',' ? at + 1 : NULL;
		}
		at += *at == '"';
		*to++ = *at;
	}
	return NULL;
}

/* "requests/api.py,sha256=U3Cd...,6449" */
static enum fi_code record_line(struct fi_packages *p, char *s, size_t n)
{
	char *digest = unquote(s);
	const char *slash;
	uint64_t value;

	(void)n;
	if (!digest)
		return FI_OK;
	*digest++ = 0;
	slash = strrchr(s, '/');
	if (slash && strcmp(slash, "/direct_url.json") == 0)
		p->list[p->nlists - 1].own = true;
	if (!starts(digest, "sha256=") ||
		!base64_digest(digest + 7, strcspn(digest + 7, ",\r"), 32, &value))
		return FI_OK;
	return add_entry(p, p->dir.p, s, value);
}

static enum fi_code take_line(struct fi_packages *p)
{
	/* A 0 in it would end it early; then it is no line of a list. */
	if (p->overlong || (p->line.len && memchr(p->line.p, 0, p->line.len)))
		return FI_OK;
	switch (p->kind) {
	case DPKG_SUMS:
		return sums_line(p, p->line.p, p->line.len);
	case DPKG_STATUS:
		return status_line(p, p->line.p, p->line.len);
	case APK:
		return apk_line(p, p->line.p, p->line.len);
	case RECORD:
		return p->line.len ? record_line(p, p->line.p, p->line.len) : FI_OK;
	case RPM: /* has no lines */
		break;
	}
	return FI_OK;
}

/* --- RPM's database ------------------------------------------------------ */

static enum fi_code rpm_package(void *self, const char *name)
{
	return add_package(self, name, strlen(name));
}

static enum fi_code rpm_file(void *self, const struct fi_rpm_file *f)
{
	uint64_t digest;

	if (!hex_digest(f->digest, f->digits, &digest))
		return FI_OK;
	return add_entry(self, f->dir, f->base, digest);
}

static enum fi_code rpm_header(void *self, const void *header, size_t n)
{
	const struct fi_rpm_visitor v = { self, rpm_package, rpm_file };
	struct fi_packages *p = self;
	enum fi_code rc = fi_rpm_header_read(header, n, &v);

	if (rc != FI_EFORMAT)
		return rc;
	p->damaged++;
	return FI_OK;
}

static enum fi_code rpm_end(struct fi_packages *p)
{
	const struct fi_rpmdb_visitor v = { p, rpm_header };
	enum fi_code rc = FI_OK;

	if (p->db.len)
		rc = fi_rpmdb_read(p->db.p, p->db.len, &v, &p->unread);
	if (rc == FI_OK && p->damaged)
		(void)fi_err_set(&p->unread, FI_EFORMAT,
			"%zu packages in the RPM database are damaged", p->damaged);
	fi_buf_done(&p->db);
	return rc == FI_ENOMEM ? rc : FI_OK;
}

static enum fi_code rpm_bytes(struct fi_packages *p, const char *s, size_t n)
{
	enum fi_code rc;

	if (p->unread.code != FI_OK)
		return FI_OK;
	rc = fi_buf_add(&p->db, s, n);
	if (rc != FI_ELIMIT)
		return rc;
	fi_buf_done(&p->db);
	(void)fi_err_set(&p->unread, FI_ELIMIT,
		"the RPM database is larger than %u MiB", FI_PACKAGES_RPMDB_MAX >> 20);
	return FI_OK;
}

/* --- a list goes by ------------------------------------------------------ */

static bool ends(const char *s, const char *tail)
{
	size_t n = strlen(s), k = strlen(tail);

	return n >= k && strcmp(s + n - k, tail) == 0;
}

static bool is_rpmdb(const char *path)
{
	static const char *const folders[] = { "var/lib/rpm/", "usr/lib/sysimage/rpm/",
		"usr/share/rpm/" };
	static const char *const names[] = { "rpmdb.sqlite", "Packages.db", "Packages" };

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (starts(path, folders[i]) &&
				strcmp(path + strlen(folders[i]), names[k]) == 0)
				return true;
	return false;
}

static bool kind_of(const char *path, enum kind *out)
{
	if ((starts(path, "var/lib/dpkg/info/") || starts(path, "var/lib/dpkg/status.d/")) &&
		ends(path, ".md5sums"))
		*out = DPKG_SUMS;
	else if (strcmp(path, "var/lib/dpkg/status") == 0)
		*out = DPKG_STATUS;
	else if (strcmp(path, "lib/apk/db/installed") == 0 ||
		 strcmp(path, "usr/lib/apk/db/installed") == 0)
		*out = APK;
	else if (ends(path, ".dist-info/RECORD"))
		*out = RECORD;
	else if (is_rpmdb(path))
		*out = RPM;
	else
		return false;
	return true;
}

/* "var/lib/dpkg/info/libc6:amd64.md5sums" -> "libc6", "a/x-1.0.dist-info/RECORD" -> "x-1.0" */
static enum fi_code name_by_path(struct fi_packages *p, const char *path)
{
	const char *from = strrchr(path, '/') + 1, *end;

	if (p->kind == DPKG_SUMS) {
		end = strrchr(from, '.');
		return add_package(p, from, strcspn(from, ":") < (size_t)(end - from)
						    ? strcspn(from, ":")
						    : (size_t)(end - from));
	}
	end = from - strlen(".dist-info/");
	for (from = end; from > path && from[-1] != '/';)
		from--;
	if (fi_buf_add(&p->dir, path, (size_t)(from - path)) != FI_OK)
		return FI_OK; /* too long to be installed: nothing will match */
	return add_package(p, from, (size_t)(end - from));
}

bool fi_packages_begin(struct fi_packages *p, int layer, const char *path)
{
	if (!kind_of(path, &p->kind) || p->nlists >= LISTS_MAX ||
		!fi_grow(&p->list, &p->lists_cap, p->nlists + 1, sizeof(*p->list)))
		return false;
	p->list[p->nlists++] = (struct list){ .layer = layer };
	p->overlong = p->named = p->conffiles = false;
	fi_buf_clear(&p->line);
	fi_buf_clear(&p->dir);
	fi_buf_clear(&p->file);
	fi_buf_done(&p->db);
	p->damaged = 0;
	fi_err_clear(&p->unread);
	/* Without memory the list stays nameless, and so without use. */
	if (p->kind == DPKG_SUMS || p->kind == RECORD)
		(void)!name_by_path(p, path);
	return true;
}

enum fi_code fi_packages_bytes(struct fi_packages *p, const char *s, size_t n)
{
	if (p->kind == RPM)
		return rpm_bytes(p, s, n);
	while (n) {
		const char *brk = memchr(s, '\n', n);
		size_t k = brk ? (size_t)(brk - s) : n;
		enum fi_code rc = FI_OK;

		if (k > LINE_MAX_BYTES - p->line.len)
			p->overlong = true;
		else if (!p->overlong)
			rc = fi_buf_add(&p->line, s, k);
		if (rc == FI_OK && brk)
			rc = take_line(p);
		if (rc != FI_OK)
			return rc;
		if (brk) {
			fi_buf_clear(&p->line);
			p->overlong = false;
			k++;
		}
		s += k;
		n -= k;
	}
	return FI_OK;
}

enum fi_code fi_packages_end(struct fi_packages *p)
{
	if (p->kind == RPM)
		return rpm_end(p);
	return p->line.len ? fi_packages_bytes(p, "\n", 1) : FI_OK;
}

/* --- who ships a file ---------------------------------------------------- */

static int entry_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->path != y->path)
		return x->path < y->path ? -1 : 1;
	if (x->digest != y->digest)
		return x->digest < y->digest ? -1 : 1;
	return (x->package > y->package) - (x->package < y->package);
}

/* The first entry that is not before this one. */
static size_t first_at(const struct fi_packages *p, uint64_t path, uint64_t digest)
{
	struct entry key = { path, digest, 0 };
	size_t low = 0, high = p->nentries;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (entry_order(&p->entry[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool in_image(const struct fi_image *image, int layer)
{
	for (size_t i = 0; i < image->nlayers; i++)
		if (image->layers[i].layer == layer)
			return true;
	return false;
}

static const char *owner_by(const struct fi_packages *p, const struct fi_image *image,
	uint64_t path, uint64_t digest)
{
	for (size_t i = first_at(p, path, digest); i < p->nentries; i++) {
		const struct entry *e = &p->entry[i];
		const struct package *k = &p->package[e->package];
		const struct list *l = &p->list[k->list];

		if (e->path != path || e->digest != digest)
			break;
		if (!l->own && in_image(image, l->layer))
			return p->names.p + k->name;
	}
	return NULL;
}

const char *fi_packages_owner(struct fi_packages *p, const struct fi_image *image,
	const char *path, const struct fi_sums *sums)
{
	const unsigned char *const digests[] = { sums->md5, sums->sha1, sums->sha256 };
	uint64_t number = number_of(path);
	const char *owner = NULL;

	if (!p->sorted && p->nentries)
		qsort(p->entry, p->nentries, sizeof(*p->entry), entry_order);
	p->sorted = true;
	for (size_t i = 0; !owner && i < sizeof(digests) / sizeof(digests[0]); i++)
		owner = owner_by(p, image, number, eight_bytes(digests[i]));
	return owner;
}

/* --- what a layer's lists said, as bytes ---------------------------------- */

/* The entries by package: those of package i are order[start[i]..start[i + 1]). */
static bool by_package(const struct fi_packages *p, size_t **start, uint32_t **order)
{
	*start = calloc(p->npackages + 2, sizeof(**start));
	*order = calloc(p->nentries + 1, sizeof(**order));
	if (!*start || !*order)
		return false;
	for (size_t i = 0; i < p->nentries; i++)
		(*start)[p->entry[i].package + 2]++;
	for (size_t i = 2; i < p->npackages + 2; i++)
		(*start)[i] += (*start)[i - 1];
	for (size_t i = 0; i < p->nentries; i++)
		(*order)[(*start)[p->entry[i].package + 1]++] = (uint32_t)i;
	return true;
}

/* How many packages from the k-th on are of that list; they stand together. */
static size_t packages_of(const struct fi_packages *p, size_t k, size_t list)
{
	size_t n = 0;

	while (k + n < p->npackages && p->package[k + n].list == list)
		n++;
	return n;
}

/* A package's name and its files; they are numbers already. */
static void write_package(const struct fi_packages *p, const struct package *k,
	const uint32_t *order, size_t n, struct fi_wire_out *out)
{
	fi_wire_put_text(out, p->names.p + k->name);
	fi_wire_put(out, n);
	for (size_t i = 0; i < n; i++) {
		fi_wire_put_64(out, p->entry[order[i]].path);
		fi_wire_put_64(out, p->entry[order[i]].digest);
	}
}

void fi_packages_write(const struct fi_packages *p, int layer, struct fi_wire_out *out)
{
	size_t *start = NULL, lists = 0;
	uint32_t *order = NULL;

	for (size_t i = 0; i < p->nlists; i++)
		lists += p->list[i].layer == layer;
	fi_wire_put(out, lists);
	if (lists && !by_package(p, &start, &order) && out->rc == FI_OK)
		out->rc = FI_ENOMEM;
	for (size_t i = 0, k = 0; lists && i < p->nlists && out->rc == FI_OK; i++) {
		size_t n = packages_of(p, k, i), end = k + n;

		if (p->list[i].layer != layer) {
			k = end;
			continue;
		}
		fi_wire_put(out, p->list[i].own);
		fi_wire_put(out, n);
		for (; k < end; k++)
			write_package(p, &p->package[k], order + start[k],
				start[k + 1] - start[k], out);
	}
	free(start);
	free(order);
}

static enum fi_code read_package(struct fi_packages *p, struct fi_wire_in *in)
{
	FI_AUTO(fi_freep) char *name = fi_wire_get_some(in);
	size_t n = fi_wire_get_count(in, 16);

	if (in->rc != FI_OK)
		return in->rc;
	if (add_package(p, name, strlen(name)) != FI_OK)
		return FI_ENOMEM;
	for (; n && in->rc == FI_OK; n--) {
		uint64_t path = fi_wire_get_64(in), digest = fi_wire_get_64(in);

		if (!p->named || p->nentries >= FI_PACKAGES_FILES_MAX) {
			p->left_out++;
			continue;
		}
		if (!fi_grow(&p->entry, &p->entries_cap, p->nentries + 1, sizeof(*p->entry)))
			return FI_ENOMEM;
		p->entry[p->nentries++] =
			(struct entry){ path, digest, (uint32_t)p->npackages - 1 };
		p->sorted = false;
	}
	return in->rc;
}

static enum fi_code read_list(struct fi_packages *p, int layer, struct fi_wire_in *in)
{
	bool own = fi_wire_get(in, 1);
	size_t n = fi_wire_get_count(in, 3);
	enum fi_code rc = in->rc;

	if (p->nlists >= LISTS_MAX)
		return FI_ELIMIT;
	if (rc == FI_OK && !fi_grow(&p->list, &p->lists_cap, p->nlists + 1, sizeof(*p->list)))
		return FI_ENOMEM;
	if (rc == FI_OK)
		p->list[p->nlists++] = (struct list){ .layer = layer, .own = own };
	for (; rc == FI_OK && n; n--)
		rc = read_package(p, in);
	return rc;
}

enum fi_code fi_packages_read(struct fi_packages *p, int layer, struct fi_wire_in *in)
{
	const size_t before[] = { p->nlists, p->npackages, p->nentries, p->names.len };
	uint64_t left_out = p->left_out;
	size_t n = fi_wire_get_count(in, 2);
	enum fi_code rc = in->rc;

	/* Lists without a package that has files are many, and say nothing. */
	for (; rc == FI_OK && n; n--)
		rc = read_list(p, layer, in);
	if (rc == FI_OK)
		return FI_OK;
	/* What was taken of it stands last, unless a question has sorted it. */
	p->nlists = before[0];
	p->npackages = before[1];
	p->nentries = before[2];
	p->names.len = before[3];
	if (p->names.cap)
		p->names.p[p->names.len] = 0;
	p->left_out = left_out;
	return rc;
}
