#include "cmd/cache.h"

#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cmd/rules_file.h"
#include "cmd/say.h"

#define FILE_NAME "layers.db"

/* A note of the linker's: which build this is. */
#define NOTE_BUILD_ID 3

/* --- where ------------------------------------------------------------------ */

/*
 * $FLYIMG_CACHE, "$XDG_CACHE_HOME/flyimg", "$HOME/.cache/flyimg"; of the last two what
 * is not absolute does not count.
 */
static enum fi_code home_folder(char **out, struct fi_err *err)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	const char *own = getenv("FLYIMG_CACHE");

	*out = NULL;
	if (own && !own[0])
		return FI_OK;
	if (own)
		*out = strdup(own);
	else if (xdg && xdg[0] == '/')
		*out = fi_format("%s/flyimg", xdg);
	else if (home && home[0] == '/')
		*out = fi_format("%s/.cache/flyimg", home);
	else
		return FI_OK;
	return *out ? FI_OK : fi_err_nomem(err);
}

enum fi_code cache_file(const struct options *o, char **out, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *folder = NULL;
	enum fi_code rc = FI_OK;

	*out = NULL;
	if (o->no_cache)
		return FI_OK;
	if (o->cache) {
		*out = fi_format("%s/%s", o->cache, FILE_NAME);
		return *out ? FI_OK : fi_err_nomem(err);
	}
	rc = home_folder(&folder, err);
	if (rc != FI_OK || !folder)
		return rc;
	*out = fi_format("%s/%s", folder, FILE_NAME);
	return *out ? FI_OK : fi_err_nomem(err);
}

/* --- under what -------------------------------------------------------------- */

/* The build id among the notes in n bytes, in hex; false if there is none. */
static bool build_id_in(const char *p, size_t n, char *out, size_t room)
{
	while (n >= sizeof(ElfW(Nhdr))) {
		const ElfW(Nhdr) *note = (const void *)p;
		size_t name = (note->n_namesz + 3u) & ~(size_t)3;
		size_t desc = (note->n_descsz + 3u) & ~(size_t)3;
		const unsigned char *id;

		if (name > n - sizeof(*note) || desc > n - sizeof(*note) - name)
			return false;
		id = (const unsigned char *)p + sizeof(*note) + name;
		if (note->n_type == NOTE_BUILD_ID && note->n_descsz * 2u < room) {
			for (size_t i = 0; i < note->n_descsz; i++)
				(void)snprintf(out + 2 * i, 3, "%02x", id[i]);
			return note->n_descsz > 0;
		}
		p += sizeof(*note) + name + desc;
		n -= sizeof(*note) + name + desc;
	}
	return false;
}

struct build {
	char text[160];
};

/* Called for the program first; its libraries are of no interest. */
static int look_at_program(struct dl_phdr_info *info, size_t size, void *data)
{
	struct build *b = data;

	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];

		if (h->p_type == PT_NOTE &&
			build_id_in((const char *)(uintptr_t)(info->dlpi_addr + h->p_vaddr),
				h->p_memsz, b->text, sizeof(b->text)))
			break;
	}
	return 1;
}

/* What tells this program from one whose rules may differ though its version does not. */
static void look_at_build(struct build *b)
{
	struct stat st;

	(void)dl_iterate_phdr(look_at_program, b);
	if (b->text[0] || stat("/proc/self/exe", &st) < 0)
		return;
	(void)snprintf(b->text, sizeof(b->text), "%llu.%lld.%ld.%llu",
		(unsigned long long)st.st_size, (long long)st.st_mtim.tv_sec,
		st.st_mtim.tv_nsec, (unsigned long long)st.st_ino);
}

enum fi_code cache_context(const struct options *o, char **out, struct fi_err *err)
{
	FI_AUTO(rules_file_freep) const struct fi_rule **list = NULL;
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX / 2);
	struct build build = { 0 };
	size_t n = 0;
	enum fi_code rc = rules_file_list(o, true, &list, &n, err);

	if (rc != FI_OK)
		return rc;
	look_at_build(&build);
	rc = fi_buf_addf(&b, "flyimg %s %s\n%s\n", FI_VERSION, build.text, o->rules_digest);
	for (size_t i = 0; rc == FI_OK && i < n; i++)
		rc = fi_buf_addf(&b, "%s\n", list[i]->id);
	*out = rc == FI_OK ? fi_buf_steal(&b, NULL) : NULL;
	return *out ? FI_OK : fi_err_nomem(err);
}

/* --- the shelf --------------------------------------------------------------- */

enum fi_code cache_open(const struct options *o, struct fi_scanner *scanner,
	struct fi_shelf **out, struct fi_err *err)
{
	FI_AUTO(rules_file_freep) const struct fi_rule **list = NULL;
	FI_AUTO(fi_freep) char *file = NULL, *context = NULL;
	struct fi_shelf_options opt = { .scanner = scanner,
		.now = (int64_t)time(NULL),
		.max = CACHE_MAX,
		.disposable = true };
	struct fi_err why = { 0 };
	enum fi_code rc = cache_file(o, &file, err);

	if (rc != FI_OK || !file)
		return rc;
	rc = cache_context(o, &context, err);
	if (rc == FI_OK)
		rc = rules_file_list(o, false, &list, &opt.nrules, err);
	if (rc != FI_OK)
		return rc;
	opt.file = file;
	opt.context = context;
	opt.rules = list;
	rc = fi_shelf_open(&opt, out, &why);
	if (rc == FI_ENOMEM)
		return fi_err_nomem(err);
	if (rc != FI_OK && !o->quiet)
		say_error("%s; going on without a cache", why.text);
	return FI_OK;
}

void cache_remark(const struct options *o, const struct fi_shelf *s)
{
	if (s && fi_shelf_trouble(s) && !o->quiet)
		say_error("%s; nothing new is kept in the cache", fi_shelf_trouble(s));
}
