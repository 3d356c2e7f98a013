#include "layers/inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layers/export.h"
#include "layers/folder.h"
#include "layers/tar.h"
#include "lib/inflate.h"
#include "lib/json.h"

/* Folders within folders: a sync tree has three or four. */
#define DEPTH_MAX 64
/* Names in one folder, and all that a walk looks at: some hundred bytes each at most. */
#define NAMES_MAX 1000000u
#define SEEN_MAX  20000000u
#define UNITS_MAX 4000000u
/* A document that is looked at only to tell what it is. */
#define DOCUMENT_MAX (4u << 20)
/*
 * Images of a layout that are read together: what is known of their layers is in memory
 * at once, and each part reads the index, which may have 8 MiB.
 */
#define PART_IMAGES 16
#define INDEX_MAX   (8u << 20)

struct walk {
	struct fi_inputs *in;
	uint32_t input;
	size_t seen;
};

/* --- lists --- */

/* Takes the text over. */
static enum fi_code tell(struct fi_strs *list, char *text, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *own = text;

	if (!own)
		return fi_err_nomem(err);
	if (list->n >= FI_INPUTS_LISTED)
		return FI_OK;
	return fi_strs_add(list, own) == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* "PATH/rel", as the user would type it. */
static char *typed(const struct fi_inputs *in, uint32_t input, const char *rel)
{
	const char *path = in->inputs[input].path;
	size_t n = strlen(path);

	return fi_format("%s%s%s", path, *rel && n && path[n - 1] != '/' ? "/" : "", rel);
}

static enum fi_code pass(struct fi_inputs *in, uint32_t input, const char *rel,
	const char *why, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *where = typed(in, input, rel);

	in->passed++;
	if (!where)
		return fi_err_nomem(err);
	return tell(&in->passed_over, fi_format("%s: %s", where, why), err);
}

static enum fi_code problem(struct fi_inputs *in, uint32_t input, const char *rel,
	const char *why, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *where = typed(in, input, rel);

	if (!where)
		return fi_err_nomem(err);
	return tell(&in->problems, fi_format("%s: %s", where, why), err);
}

/* --- units --- */

/* The last part of a path, without slashes behind it. */
static char *base_name(const char *path)
{
	size_t end = strlen(path), start;

	while (end && path[end - 1] == '/')
		end--;
	for (start = end; start && path[start - 1] != '/'; start--)
		;
	return strndup(path + start, end - start);
}

static struct fi_unit *new_unit(struct walk *w, enum fi_unit_kind kind, const char *rel,
	struct fi_err *err)
{
	struct fi_inputs *in = w->in;
	struct fi_unit *u;

	if (in->nunits >= UNITS_MAX) {
		(void)fi_err_set(err, FI_ELIMIT, "more than %u exports", UNITS_MAX);
		return NULL;
	}
	if (!fi_grow(&in->units, &in->cap_units, in->nunits + 1, sizeof(*u))) {
		(void)fi_err_nomem(err);
		return NULL;
	}
	u = &in->units[in->nunits++];
	*u = (struct fi_unit){ .kind = kind, .input = w->input, .named = !*rel };
	u->path = strdup(rel);
	u->label = *rel ? strdup(rel) : base_name(in->inputs[w->input].path);
	if (u->path && u->label)
		return u;
	(void)fi_err_nomem(err);
	return NULL;
}

static enum fi_code add_unit(struct walk *w, enum fi_unit_kind kind, const char *rel,
	uint64_t size, struct fi_err *err)
{
	struct fi_unit *u = new_unit(w, kind, rel, err);

	if (!u)
		return err->code;
	u->size = size;
	w->in->size += size;
	w->in->exports++;
	return FI_OK;
}

/* --- a registry's storage --- */

static enum fi_code list_stored(struct walk *w, const struct fi_stored *s, const char *rel,
	struct fi_err *err)
{
	static const char *const what[] = { "", "an untagged revision",
		"a manifest that nothing lists", "a blob that no manifest names" };
	FI_AUTO(fi_freep) char *where = NULL;

	if (s->kind == FI_STORED_TAGGED)
		return FI_OK;
	*(s->kind == FI_STORED_UNTAGGED ? &w->in->untagged : &w->in->unreferenced) += 1;
	where = typed(w->in, w->input, rel);
	if (!where)
		return fi_err_nomem(err);
	return tell(&w->in->listed,
		fi_format("%s: %s, %s, %llu bytes of its own", where, s->names.v[0],
			what[s->kind], (unsigned long long)s->size),
		err);
}

static enum fi_code take_stored(struct walk *w, struct fi_stored *s, const char *rel,
	bool layout, struct fi_err *err)
{
	struct fi_unit *u = new_unit(w, FI_UNIT_STORED, rel, err);

	if (!u)
		return err->code;
	u->named = false;
	u->stored = s->kind;
	u->layout = layout;
	u->size = s->size;
	w->in->size += s->size;
	u->names = s->names;
	s->names = (struct fi_strs){ 0 };
	memcpy(u->digest, s->digest, sizeof(u->digest));
	return FI_OK;
}

/* Takes what is in the list. */
static enum fi_code take_list(struct walk *w, struct fi_storage *st, const char *rel,
	bool layout, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < st->n; i++) {
		rc = list_stored(w, &st->list[i], rel, err);
		if (rc == FI_OK && (w->in->all || st->list[i].kind == FI_STORED_TAGGED))
			rc = take_stored(w, &st->list[i], rel, layout, err);
	}
	for (size_t i = 0; rc == FI_OK && i < st->uploads.n; i++)
		rc = tell(&w->in->listed, strdup(st->uploads.v[i]), err);
	for (size_t i = 0; rc == FI_OK && i < st->problems.n; i++)
		rc = problem(w->in, w->input, rel, st->problems.v[i], err);
	fi_storage_done(st);
	return rc;
}

static enum fi_code add_storage(struct walk *w, int fd, const char *rel, struct fi_err *err)
{
	struct fi_storage st = { 0 };
	enum fi_code rc = fi_registry_list(fd, w->in->stop, &st, err);

	if (rc != FI_OK)
		return rc;
	w->in->exports++;
	return take_list(w, &st, rel, false, err);
}

/* Entries of its index.json; 0 where another table of contents stands beside it. */
static size_t count_entries(int fd)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(INDEX_MAX);
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	struct fi_err ignored = { 0 };

	if (fi_folder_kind(fd, "manifest.json", NULL) ||
		fi_folder_kind(fd, "repositories", NULL) ||
		fi_folder_read(fd, "index.json", INDEX_MAX, &text, &ignored) != FI_OK)
		return 0;
	doc = fi_json_parse(text.p, text.len, &ignored);
	return json_array_size(fi_json_list(doc, "manifests"));
}

/* The layout is a unit, or several if it has many tags. */
static enum fi_code add_parts(struct walk *w, int fd, const char *rel, uint64_t size,
	struct fi_err *err)
{
	size_t n = count_entries(fd), parts = (n + PART_IMAGES - 1) / PART_IMAGES;

	w->in->exports++;
	for (size_t i = 0; i < parts || i == 0; i++) {
		struct fi_unit *u = new_unit(w, FI_UNIT_FOLDER, rel, err);

		if (!u)
			return err->code;
		u->first = i * PART_IMAGES;
		u->count = parts > 1 ? PART_IMAGES : 0;
		u->size = size / (parts ? parts : 1);
		w->in->size += u->size;
	}
	return FI_OK;
}

/* What is left over in a layout is a unit each. */
static enum fi_code add_layout(struct walk *w, int fd, const char *rel, uint64_t size,
	struct fi_err *err)
{
	struct fi_storage st = { 0 };
	enum fi_code rc = add_parts(w, fd, rel, size, err);

	if (rc == FI_OK)
		rc = fi_layout_leftovers(fd, w->in->stop, &st, err);
	return rc == FI_OK ? take_list(w, &st, rel, true, err) : rc;
}

/* --- folders --- */

static bool has_kind(int fd, const char *name, mode_t kind)
{
	return fi_folder_kind(fd, name, NULL) == kind;
}

/* Bytes of the files in a folder, not of those below it. */
static uint64_t files_size(int folder, const char *path)
{
	int fd = *path ? fi_folder_open(folder, path, O_RDONLY | O_DIRECTORY) : dup(folder);
	struct fi_strs names = { 0 };
	struct fi_err ignored = { 0 };
	uint64_t sum = 0, n;

	if (fd < 0)
		return 0;
	if (fi_folder_list(fd, NAMES_MAX, &names, &ignored) == FI_OK)
		for (size_t i = 0; i < names.n; i++)
			if (fi_folder_kind(fd, names.v[i], &n) == S_IFREG)
				sum += n;
	fi_strs_done(&names);
	close(fd);
	return sum;
}

/*
 * Many programs have a manifest.json of their own.  An export's is a list of images, or a
 * manifest: the dir: transport and unpacked archives.
 */
static bool is_manifest_json(int fd)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(DOCUMENT_MAX);
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	struct fi_err ignored = { 0 };

	if (has_kind(fd, "version", S_IFREG) && has_kind(fd, "manifest.json", S_IFREG))
		return true;
	if (fi_folder_read(fd, "manifest.json", DOCUMENT_MAX, &text, &ignored) != FI_OK)
		return false;
	doc = fi_json_parse(text.p, text.len, &ignored);
	if (json_is_array(doc))
		return fi_json_text(json_array_get(doc, 0), "Config") != NULL;
	return fi_json_list(doc, "layers") || fi_json_list(doc, "manifests") ||
		fi_json_list(doc, "fsLayers");
}

static bool is_layout(int fd)
{
	return has_kind(fd, "index.json", S_IFREG) &&
		(has_kind(fd, "oci-layout", S_IFREG) || has_kind(fd, "blobs", S_IFDIR));
}

/* Docker's archives before 1.10, unpacked. */
static bool is_legacy(int fd)
{
	return has_kind(fd, "repositories", S_IFREG) && !has_kind(fd, "manifest.json", S_IFREG);
}

/* Part of a layout whose folder may hold others: zot's repositories nest. */
static bool of_layout(const char *name)
{
	static const char *const parts[] = { "blobs", "index.json", "oci-layout", "ingest",
		"manifest.json", "repositories" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i], name) == 0)
			return true;
	return false;
}

static enum fi_code add_archive(struct walk *w, const char *rel, uint64_t size, bool stream,
	struct fi_err *err)
{
	enum fi_code rc = add_unit(w, FI_UNIT_ARCHIVE, rel, size, err);

	if (rc == FI_OK)
		w->in->units[w->in->nunits - 1].stream = stream;
	return rc;
}

static enum fi_code one_file(struct walk *w, int folder, const char *name, const char *rel,
	uint64_t size, struct fi_err *err)
{
	int fd = fi_folder_open(folder, name, O_RDONLY | O_NONBLOCK);
	unsigned char head[1024];
	ssize_t n;

	if (fd < 0)
		return problem(w->in, w->input, rel, strerror(errno), err);
	n = pread(fd, head, sizeof(head), 0);
	close(fd);
	if (n < 0)
		return problem(w->in, w->input, rel, "it cannot be read", err);
	if (n > 0 && (fi_pack_sniff(head, (size_t)n) != FI_PACK_NONE ||
			     fi_tar_sniff(head, (size_t)n)))
		return add_archive(w, rel, size, !fi_tar_sniff(head, (size_t)n), err);
	return pass(w->in, w->input, rel, n ? "no export" : "an empty file", err);
}

static enum fi_code walk_folder(struct walk *w, int fd, const char *rel, unsigned depth,
	struct fi_err *err);

static enum fi_code one_name(struct walk *w, int folder, const char *name, const char *rel,
	unsigned depth, struct fi_err *err)
{
	uint64_t size = 0;
	mode_t kind = fi_folder_kind(folder, name, &size);
	enum fi_code rc;
	int fd;

	if (w->in->stop && *w->in->stop)
		return fi_err_set(err, FI_ESTOP, "stopped");
	if (w->seen++ >= SEEN_MAX)
		return fi_err_set(err, FI_ELIMIT, "more than %u files and folders", SEEN_MAX);
	if (kind == S_IFREG)
		return one_file(w, folder, name, rel, size, err);
	if (kind == S_IFLNK)
		return pass(w->in, w->input, rel, "a link, which is not followed", err);
	if (kind != S_IFDIR)
		return pass(w->in, w->input, rel, "neither a file nor a folder", err);
	if (depth >= DEPTH_MAX)
		return problem(w->in, w->input, rel, "folders nested too deep", err);
	fd = fi_folder_open(folder, name, O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return problem(w->in, w->input, rel, strerror(errno), err);
	rc = walk_folder(w, fd, rel, depth + 1, err);
	close(fd);
	return rc;
}

static enum fi_code walk_names(struct walk *w, int fd, const char *rel, bool layout,
	unsigned depth, struct fi_err *err)
{
	struct fi_strs names = { 0 };
	enum fi_code rc = fi_folder_list(fd, NAMES_MAX, &names, err);

	for (size_t i = 0; rc == FI_OK && i < names.n; i++) {
		FI_AUTO(fi_freep) char *below = NULL;

		if (layout && of_layout(names.v[i]))
			continue;
		below = fi_format("%s%s%s", rel, *rel ? "/" : "", names.v[i]);
		rc = below ? one_name(w, fd, names.v[i], below, depth, err) : fi_err_nomem(err);
	}
	fi_strs_done(&names);
	return rc;
}

/* A folder that cannot be read is told, and the others are still walked. */
static enum fi_code survive(struct walk *w, const char *rel, enum fi_code rc,
	struct fi_err *err)
{
	struct fi_err why = *err;

	if (rc != FI_EIO)
		return rc;
	fi_err_clear(err);
	return problem(w->in, w->input, rel, why.text, err);
}

static enum fi_code walk_folder(struct walk *w, int fd, const char *rel, unsigned depth,
	struct fi_err *err)
{
	enum fi_code rc;

	if (fi_registry_is(fd))
		return survive(w, rel, add_storage(w, fd, rel, err), err);
	if (is_layout(fd)) {
		rc = survive(w, rel, add_layout(w, fd, rel, files_size(fd, "blobs/sha256"), err),
			err);
		return rc == FI_OK ? survive(w, rel, walk_names(w, fd, rel, true, depth, err), err) :
				     rc;
	}
	if (is_manifest_json(fd) || is_legacy(fd))
		return add_unit(w, FI_UNIT_FOLDER, rel, files_size(fd, ""), err);
	return survive(w, rel, walk_names(w, fd, rel, false, depth, err), err);
}

/* Could it be read by its index? */
static bool is_plain_tar(const char *path, const struct stat *st)
{
	int fd = S_ISREG(st->st_mode) ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	unsigned char head[1024];
	ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof(head), 0);

	if (fd >= 0)
		close(fd);
	return n > 0 && fi_pack_sniff(head, (size_t)n) == FI_PACK_NONE &&
		fi_tar_sniff(head, (size_t)n);
}

/* --- the face --- */

static enum fi_code add_input(struct fi_inputs *in, const char *path, int folder,
	struct fi_err *err)
{
	char *own = strdup(path);

	if (!own || !fi_grow(&in->inputs, &in->cap_inputs, in->ninputs + 1, sizeof(*in->inputs))) {
		free(own);
		if (folder >= 0)
			close(folder);
		return fi_err_nomem(err);
	}
	in->inputs[in->ninputs++] = (struct fi_input){ own, folder };
	return FI_OK;
}

enum fi_code fi_inputs_add(struct fi_inputs *in, const char *path, struct fi_err *err)
{
	bool standard = strcmp(path, "-") == 0;
	struct walk w = { .in = in, .input = (uint32_t)in->ninputs };
	struct stat st = { 0 };
	int fd = -1;
	enum fi_code rc;

	/* The user's own word is followed wherever it leads. */
	if (!standard && stat(path, &st) < 0)
		return fi_err_sys(err, errno, "%s", path);
	if (!standard && S_ISDIR(st.st_mode)) {
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0)
			return fi_err_sys(err, errno, "%s", path);
	}
	rc = add_input(in, path, fd, err);
	if (rc != FI_OK)
		return rc;
	if (fd < 0)
		return add_archive(&w, "", S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0,
			!is_plain_tar(path, &st), err);
	rc = walk_folder(&w, fd, "", 0, err);
	return rc == FI_OK ? FI_OK : fi_err_wrap(err, "%s", path);
}

bool fi_inputs_file_id(const struct fi_inputs *in, const struct fi_unit *u,
	struct fi_file_id *out)
{
	const struct fi_input *input = &in->inputs[u->input];
	struct stat st;
	int fd;

	if (u->kind != FI_UNIT_ARCHIVE || (input->folder < 0 && strcmp(input->path, "-") == 0))
		return false;
	fd = input->folder < 0 ? open(input->path, O_PATH | O_CLOEXEC) :
				 fi_folder_open(input->folder, u->path, O_PATH);
	if (fd < 0)
		return false;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return false;
	}
	close(fd);
	*out = (struct fi_file_id){ .size = (uint64_t)st.st_size,
		.inode = st.st_ino,
		.device = st.st_dev,
		.seconds = st.st_mtim.tv_sec,
		.nanoseconds = st.st_mtim.tv_nsec };
	return true;
}

/* "1.0" says little of an image in a folder acme/web: "acme/web:1.0". */
static enum fi_code whole_name(const struct fi_unit *u, char **name)
{
	char *whole;

	if (strpbrk(*name, "/:") || u->kind != FI_UNIT_FOLDER)
		return FI_OK;
	whole = fi_format("%s:%s", u->label, *name);
	if (!whole)
		return FI_ENOMEM;
	free(*name);
	*name = whole;
	return FI_OK;
}

static enum fi_code name_it(const struct fi_unit *u, struct fi_image *img, bool alone)
{
	FI_AUTO(fi_freep) char *name = NULL;

	for (size_t i = 0; i < u->names.n; i++)
		if (!fi_strs_has(&img->names, u->names.v[i]) &&
			fi_strs_add(&img->names, u->names.v[i]) != FI_OK)
			return FI_ENOMEM;
	for (size_t i = 0; i < img->names.n; i++)
		if (whole_name(u, &img->names.v[i]) != FI_OK)
			return FI_ENOMEM;
	if (img->names.n)
		return FI_OK;
	name = alone || !img->digest ? strdup(u->label) :
				       fi_format("%s@%.19s", u->label, img->digest);
	return name ? fi_strs_add(&img->names, name) : FI_ENOMEM;
}

enum fi_code fi_inputs_names(const struct fi_unit *u, const struct fi_image *img,
	struct fi_strs *out)
{
	struct fi_image named = { .digest = img->digest };
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < img->names.n; i++)
		rc = fi_strs_add(&named.names, img->names.v[i]);
	if (rc == FI_OK)
		rc = name_it(u, &named, true);
	if (rc == FI_OK)
		*out = named.names;
	else
		fi_strs_done(&named.names);
	return rc;
}

static enum fi_code name_all(const struct fi_unit *u, struct fi_set *set, size_t first,
	struct fi_err *err)
{
	bool alone = !u->count;

	for (size_t i = first; i < set->nimages; i++)
		alone = alone && !set->images[i].names.n;
	for (size_t i = first; i < set->nimages; i++)
		if (name_it(u, &set->images[i], alone) != FI_OK)
			return fi_err_nomem(err);
	return FI_OK;
}

enum fi_code fi_inputs_read(const struct fi_inputs *in, const struct fi_unit *u,
	struct fi_set *set, struct fi_err *err)
{
	const struct fi_input *input = &in->inputs[u->input];
	struct fi_source source = { .path = input->folder < 0 ? input->path : u->path,
		.folder = input->folder,
		.storage = u->kind == FI_UNIT_STORED && !u->layout,
		.first = u->first,
		.count = u->count };
	size_t first = set->nimages;
	enum fi_code rc = fi_set_add_source(
		set, &source, u->kind == FI_UNIT_STORED ? u->digest : NULL, err);

	return rc == FI_OK ? name_all(u, set, first, err) : rc;
}

char *fi_inputs_source(const struct fi_inputs *in, const struct fi_unit *u)
{
	return typed(in, u->input, u->path);
}

enum fi_code fi_inputs_pass(struct fi_inputs *in, const struct fi_unit *u, const char *why)
{
	struct fi_err ignored = { 0 };

	return pass(in, u->input, u->path, why, &ignored) == FI_OK ? FI_OK : FI_ENOMEM;
}

void fi_inputs_done(struct fi_inputs *in)
{
	for (size_t i = 0; i < in->nunits; i++) {
		free(in->units[i].path);
		free(in->units[i].label);
		fi_strs_done(&in->units[i].names);
	}
	for (size_t i = 0; i < in->ninputs; i++) {
		free(in->inputs[i].path);
		if (in->inputs[i].folder >= 0)
			close(in->inputs[i].folder);
	}
	free(in->units);
	free(in->inputs);
	fi_strs_done(&in->passed_over);
	fi_strs_done(&in->listed);
	fi_strs_done(&in->problems);
	*in = (struct fi_inputs){ 0 };
}
