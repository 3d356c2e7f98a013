#include "layers/registry.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layers/folder.h"
#include "lib/json.h"

/* 50 bytes each.  The largest storages that are told of have some hundred thousands. */
#define BLOBS_MAX 4000000u
#define REFS_MAX  2000000u
#define NAMES_MAX 1000000u /* in one folder */
/* "a/b/c": registries allow 255 bytes of a name, which is no more parts than this. */
#define PARTS_MAX 128
/* Registries refuse manifests of more than 4 MiB; indexes within indexes nest twice. */
#define MANIFEST_MAX (4u << 20)
#define DEPTH_MAX    8
#define INDEX_MAX    (8u << 20) /* as layers/export.c: of a layout with many tags */
#define LINK_MAX     256
#define PROBLEMS_MAX 1000

struct key {
	unsigned char d[32];
};

struct blob {
	struct key key;
	bool named;  /* by a manifest, or it is one that was walked through */
	bool walked; /* as a manifest */
	uint64_t size;
};

/* A name for a manifest. */
struct ref {
	struct key key;
	bool tagged;
	char *name;
};

struct scan {
	int folder;
	bool layout; /* an OCI layout: blobs/sha256/HEX */
	const volatile int *stop;
	struct fi_storage *out;
	struct blob *blobs;
	size_t nblobs, cap_blobs;
	struct ref *refs;
	size_t nrefs, cap_refs;
};

/* --- digests as keys --- */

static int nibble(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool key_of_hex(const char *hex, size_t n, struct key *k)
{
	if (n != 64)
		return false;
	for (size_t i = 0; i < 32; i++) {
		int high = nibble(hex[2 * i]), low = nibble(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		k->d[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static bool key_of_digest(const char *digest, struct key *k)
{
	return digest && fi_digest_valid(digest) &&
		key_of_hex(digest + strlen("sha256:"), 64, k);
}

static void digest_of_key(const struct key *k, char out[FI_DIGEST_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	char *p = out + strlen("sha256:");

	memcpy(out, "sha256:", strlen("sha256:"));
	for (size_t i = 0; i < 32; i++) {
		*p++ = digits[k->d[i] >> 4];
		*p++ = digits[k->d[i] & 15];
	}
	*p = 0;
}

static int blob_order(const void *a, const void *b)
{
	return memcmp(((const struct blob *)a)->key.d, ((const struct blob *)b)->key.d, 32);
}

static int ref_order(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;
	int d = memcmp(x->key.d, y->key.d, 32);

	if (d || x->tagged != y->tagged)
		return d ? d : y->tagged - x->tagged;
	return strcmp(x->name, y->name);
}

static int stored_order(const void *a, const void *b)
{
	const struct fi_stored *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->names.v[0], y->names.v[0]);
}

static struct blob *find_blob(const struct scan *s, const struct key *k)
{
	struct blob want = { .key = *k };

	return s->nblobs ? bsearch(&want, s->blobs, s->nblobs, sizeof(want), blob_order) : NULL;
}

/* Takes the text over.  Memory alone can fail; one too many is not worth reading. */
static enum fi_code tell(struct fi_strs *list, char *text, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *own = text;

	if (!own)
		return fi_err_nomem(err);
	if (list->n >= PROBLEMS_MAX)
		return FI_OK;
	return fi_strs_add(list, own) == FI_OK ? FI_OK : fi_err_nomem(err);
}

static enum fi_code problem(struct scan *s, char *text, struct fi_err *err)
{
	return tell(&s->out->problems, text, err);
}

static enum fi_code stopped(const struct scan *s, struct fi_err *err)
{
	return s->stop && *s->stop ? fi_err_set(err, FI_ESTOP, "stopped") : FI_OK;
}

/* --- blobs --- */

static enum fi_code add_blob(struct scan *s, int shard, const char *hex, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *path = fi_format("%s%s", hex, s->layout ? "" : "/data");
	struct blob b = { 0 };
	int fd;
	struct stat st;

	if (!path)
		return fi_err_nomem(err);
	if (!key_of_hex(hex, strlen(hex), &b.key))
		return FI_OK;
	fd = fi_folder_open(shard, path, O_PATH);
	if (fd < 0)
		return FI_OK; /* an upload that ended before its bytes were moved here */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		b.size = (uint64_t)st.st_size;
	close(fd);
	if (s->nblobs >= BLOBS_MAX)
		return fi_err_set(err, FI_ELIMIT, "more than %u blobs", BLOBS_MAX);
	if (!fi_grow(&s->blobs, &s->cap_blobs, s->nblobs + 1, sizeof(b)))
		return fi_err_nomem(err);
	s->blobs[s->nblobs++] = b;
	return FI_OK;
}

static enum fi_code one_shard(struct scan *s, int blobs, const char *name, struct fi_err *err)
{
	struct fi_strs names = { 0 };
	enum fi_code rc = stopped(s, err);
	int fd;

	if (rc != FI_OK)
		return rc;
	fd = fi_folder_open(blobs, name, O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return FI_OK;
	rc = fi_folder_list(fd, NAMES_MAX, &names, err);
	for (size_t i = 0; rc == FI_OK && i < names.n; i++)
		rc = add_blob(s, fd, names.v[i], err);
	fi_strs_done(&names);
	close(fd);
	return rc;
}

static enum fi_code list_blobs(struct scan *s, struct fi_err *err)
{
	int fd = fi_folder_open(s->folder, "blobs/sha256", O_RDONLY | O_DIRECTORY);
	struct fi_strs names = { 0 };
	enum fi_code rc;

	if (fd < 0)
		return problem(s, fi_format("blobs/sha256: it cannot be read"), err);
	rc = fi_folder_list(fd, NAMES_MAX, &names, err);
	for (size_t i = 0; rc == FI_OK && i < names.n; i++)
		rc = s->layout ? add_blob(s, fd, names.v[i], err) :
				 one_shard(s, fd, names.v[i], err);
	fi_strs_done(&names);
	close(fd);
	if (s->nblobs)
		qsort(s->blobs, s->nblobs, sizeof(*s->blobs), blob_order);
	return rc;
}

/* --- repositories --- */

/* Takes the name over. */
static enum fi_code add_ref(struct scan *s, const struct key *k, bool tagged, char *name,
	struct fi_err *err)
{
	if (!name)
		return fi_err_nomem(err);
	if (s->nrefs >= REFS_MAX) {
		free(name);
		return fi_err_set(err, FI_ELIMIT, "more than %u manifests", REFS_MAX);
	}
	if (!fi_grow(&s->refs, &s->cap_refs, s->nrefs + 1, sizeof(*s->refs))) {
		free(name);
		return fi_err_nomem(err);
	}
	s->refs[s->nrefs++] = (struct ref){ .key = *k, .tagged = tagged, .name = name };
	return FI_OK;
}

/* A link's text is a digest; a newline behind it does no harm. */
static enum fi_code read_link(int folder, const char *path, struct key *k, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(LINK_MAX);
	enum fi_code rc = fi_folder_read(folder, path, LINK_MAX, &text, err);

	if (rc != FI_OK)
		return rc;
	text.p[strcspn(text.p, "\r\n")] = 0;
	return key_of_digest(text.p, k) ?
		FI_OK :
		fi_err_set(err, FI_EFORMAT, "its link is no digest");
}

static enum fi_code one_tag(struct scan *s, int tags, const char *repo, const char *tag,
	struct fi_err *err)
{
	FI_AUTO(fi_freep) char *path = fi_format("%s/current/link", tag);
	struct fi_err why = { 0 };
	struct key k;
	enum fi_code rc = path ? read_link(tags, path, &k, &why) : fi_err_nomem(err);

	if (rc == FI_ENOMEM)
		return err->code ? rc : fi_err_nomem(err);
	s->out->tags++;
	if (rc == FI_ENOTFOUND)
		return problem(s, fi_format("%s:%s: the tag has no link", repo, tag), err);
	if (rc != FI_OK)
		return problem(s, fi_format("%s:%s: %s", repo, tag, why.text), err);
	return add_ref(s, &k, true, fi_format("%s:%s", repo, tag), err);
}

/* A folder that is left of a revision whose manifest was deleted has no link. */
static enum fi_code one_revision(struct scan *s, int revisions, const char *repo,
	const char *hex, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *path = fi_format("%s/link", hex);
	struct key k;

	if (!path)
		return fi_err_nomem(err);
	if (!key_of_hex(hex, strlen(hex), &k) || !fi_folder_kind(revisions, path, NULL))
		return FI_OK;
	return add_ref(s, &k, false, fi_format("%s@sha256:%.12s", repo, hex), err);
}

typedef enum fi_code each_name(struct scan *s, int folder, const char *repo, const char *name,
	struct fi_err *err);

static enum fi_code each_in(struct scan *s, int folder, const char *path, const char *repo,
	each_name *each, struct fi_err *err)
{
	int fd = fi_folder_open(folder, path, O_RDONLY | O_DIRECTORY);
	struct fi_strs names = { 0 };
	enum fi_code rc;

	if (fd < 0)
		return FI_OK;
	rc = fi_folder_list(fd, NAMES_MAX, &names, err);
	for (size_t i = 0; rc == FI_OK && i < names.n; i++)
		rc = each(s, fd, repo, names.v[i], err);
	fi_strs_done(&names);
	close(fd);
	return rc;
}

static enum fi_code one_upload(struct scan *s, int uploads, const char *repo, const char *name,
	struct fi_err *err)
{
	FI_AUTO(fi_freep) char *path = fi_format("%s/data", name);
	uint64_t size = 0;

	if (!path)
		return fi_err_nomem(err);
	if (fi_folder_kind(uploads, path, &size) != S_IFREG || !size)
		return FI_OK;
	return tell(&s->out->uploads,
		fi_format("%s/_uploads/%s: an unfinished upload of %llu bytes", repo, name,
			(unsigned long long)size),
		err);
}

static enum fi_code one_repository(struct scan *s, int fd, const char *name,
	struct fi_err *err)
{
	enum fi_code rc;

	s->out->repositories++;
	rc = each_in(s, fd, "_manifests/tags", name, one_tag, err);
	if (rc == FI_OK)
		rc = each_in(s, fd, "_manifests/revisions/sha256", name, one_revision, err);
	if (rc == FI_OK)
		rc = each_in(s, fd, "_uploads", name, one_upload, err);
	return rc;
}

/* Repositories nest: "a" and "a/b".  Folders of the storage's own begin with '_'. */
static enum fi_code walk_repositories(struct scan *s, int fd, const char *name, unsigned parts,
	struct fi_err *err)
{
	struct fi_strs names = { 0 };
	enum fi_code rc = FI_OK;

	if (parts > PARTS_MAX)
		return problem(s, fi_format("%s: names nested too deep", name), err);
	if (fi_folder_kind(fd, "_manifests", NULL) == S_IFDIR ||
		fi_folder_kind(fd, "_layers", NULL) == S_IFDIR)
		rc = one_repository(s, fd, name, err);
	if (rc == FI_OK)
		rc = fi_folder_list(fd, NAMES_MAX, &names, err);
	for (size_t i = 0; rc == FI_OK && i < names.n; i++) {
		FI_AUTO(fi_freep) char *below = NULL;
		int next;

		if (names.v[i][0] == '_' || fi_folder_kind(fd, names.v[i], NULL) != S_IFDIR)
			continue;
		below = fi_format("%s%s%s", name, *name ? "/" : "", names.v[i]);
		next = fi_folder_open(fd, names.v[i], O_RDONLY | O_DIRECTORY);
		if (!below)
			rc = fi_err_nomem(err);
		else if (next < 0)
			rc = problem(s, fi_format("%s: it cannot be opened", below), err);
		else
			rc = walk_repositories(s, next, below, parts + 1, err);
		if (next >= 0)
			close(next);
	}
	fi_strs_done(&names);
	return rc;
}

static enum fi_code list_repositories(struct scan *s, struct fi_err *err)
{
	int fd = fi_folder_open(s->folder, "repositories", O_RDONLY | O_DIRECTORY);
	enum fi_code rc;

	if (fd < 0)
		return problem(s, fi_format("repositories: it cannot be read"), err);
	rc = walk_repositories(s, fd, "", 0, err);
	close(fd);
	if (s->nrefs)
		qsort(s->refs, s->nrefs, sizeof(*s->refs), ref_order);
	return rc;
}

/* --- what belongs to what --- */

/* A manifest's or index's text as JSON.  NULL if it is none; FI_ENOMEM only. */
static enum fi_code load(struct scan *s, const struct key *k, json_t **out, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(MANIFEST_MAX);
	FI_AUTO(fi_freep) char *path = NULL;
	char digest[FI_DIGEST_TEXT];
	struct fi_err why = { 0 };
	const char *hex = digest + strlen("sha256:");

	*out = NULL;
	digest_of_key(k, digest);
	path = s->layout ? fi_format("blobs/sha256/%s", hex) :
			   fi_format("blobs/sha256/%.2s/%s/data", hex, hex);
	if (!path)
		return fi_err_nomem(err);
	if (fi_folder_read(s->folder, path, MANIFEST_MAX, &text, &why) == FI_OK)
		*out = fi_json_parse(text.p, text.len, &why);
	return why.code == FI_ENOMEM ? fi_err_nomem(err) : FI_OK;
}

static bool is_manifest(const json_t *doc)
{
	return fi_json_list(doc, "manifests") || fi_json_list(doc, "layers") ||
		fi_json_list(doc, "fsLayers");
}

static void name_blob(struct scan *s, const char *digest, uint64_t *bytes)
{
	struct key k;
	struct blob *b = key_of_digest(digest, &k) ? find_blob(s, &k) : NULL;

	if (!b)
		return;
	*bytes += b->named ? 0 : b->size;
	b->named = true;
}

static void name_all(struct scan *s, const json_t *doc, const char *list, const char *field,
	uint64_t *bytes)
{
	const json_t *l = fi_json_list(doc, list);

	for (size_t i = 0; i < json_array_size(l); i++)
		name_blob(s, fi_json_text(json_array_get(l, i), field), bytes);
}

static enum fi_code reach(struct scan *s, const struct key *k, unsigned depth, uint64_t *bytes,
	struct fi_err *err);

static enum fi_code reach_document(struct scan *s, const json_t *doc, unsigned depth,
	uint64_t *bytes, struct fi_err *err)
{
	const json_t *list = fi_json_list(doc, "manifests");

	name_blob(s, fi_json_text(fi_json_object(doc, "config"), "digest"), bytes);
	name_all(s, doc, "layers", "digest", bytes);
	name_all(s, doc, "fsLayers", "blobSum", bytes);
	for (size_t i = 0; i < json_array_size(list) && depth < DEPTH_MAX; i++) {
		struct key child;
		enum fi_code rc;

		if (!key_of_digest(fi_json_text(json_array_get(list, i), "digest"), &child))
			continue;
		rc = reach(s, &child, depth + 1, bytes, err);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

/* Mark all that a manifest needs, itself included.  Each is read at most once. */
static enum fi_code reach(struct scan *s, const struct key *k, unsigned depth, uint64_t *bytes,
	struct fi_err *err)
{
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	struct blob *b = find_blob(s, k);
	enum fi_code rc = stopped(s, err);

	if (rc != FI_OK || !b || b->walked)
		return rc;
	*bytes += b->named ? 0 : b->size;
	b->named = b->walked = true;
	rc = load(s, k, &doc, err);
	if (rc != FI_OK || !doc)
		return rc;
	return reach_document(s, doc, depth, bytes, err);
}

/* Takes the names over. */
static enum fi_code add_stored(struct scan *s, enum fi_stored_kind kind, const struct key *k,
	struct fi_strs *names, uint64_t size, struct fi_err *err)
{
	struct fi_storage *out = s->out;
	struct fi_stored *st;

	if (!fi_grow(&out->list, &out->cap, out->n + 1, sizeof(*st)))
		return fi_err_nomem(err);
	st = &out->list[out->n++];
	*st = (struct fi_stored){ .kind = kind, .names = *names, .size = size };
	*names = (struct fi_strs){ 0 };
	digest_of_key(k, st->digest);
	out->kinds[kind]++;
	return FI_OK;
}

/* The names that refs [i, end) give to one manifest. */
static enum fi_code one_group(struct scan *s, size_t i, size_t end, struct fi_err *err)
{
	const struct ref *r = &s->refs[i];
	struct fi_strs names = { 0 };
	uint64_t size = 0;
	enum fi_code rc = reach(s, &r->key, 0, &size, err);

	for (; rc == FI_OK && i < end && s->refs[i].tagged == r->tagged; i++)
		if (fi_strs_add(&names, s->refs[i].name) != FI_OK)
			rc = fi_err_nomem(err);
	if (rc == FI_OK)
		rc = add_stored(s, r->tagged ? FI_STORED_TAGGED : FI_STORED_UNTAGGED, &r->key,
			&names, size, err);
	fi_strs_done(&names);
	return rc;
}

/* The tagged first: what one of them leads to is not untagged. */
static enum fi_code group_refs(struct scan *s, bool tagged, struct fi_err *err)
{
	size_t end;

	for (size_t i = 0; i < s->nrefs; i = end) {
		const struct blob *b = find_blob(s, &s->refs[i].key);
		enum fi_code rc = FI_OK;

		for (end = i + 1; end < s->nrefs; end++)
			if (memcmp(&s->refs[end].key, &s->refs[i].key, sizeof(struct key)) != 0)
				break;
		if (s->refs[i].tagged == tagged && (tagged || !b || !b->walked))
			rc = one_group(s, i, end, err);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

static enum fi_code add_orphan(struct scan *s, enum fi_stored_kind kind, const struct blob *b,
	uint64_t size, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *name = NULL;
	struct fi_strs names = { 0 };
	char digest[FI_DIGEST_TEXT];
	enum fi_code rc;

	digest_of_key(&b->key, digest);
	name = fi_format("unreferenced@%.19s", digest);
	if (!name || fi_strs_add(&names, name) != FI_OK)
		return fi_err_nomem(err);
	rc = add_stored(s, kind, &b->key, &names, size, err);
	fi_strs_done(&names);
	return rc;
}

/* Manifests that no repository lists any more still tell whose layers these are. */
static enum fi_code find_deleted(struct scan *s, struct fi_err *err)
{
	for (size_t i = 0; i < s->nblobs; i++) {
		struct blob *b = &s->blobs[i];
		FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
		uint64_t size = 0;
		enum fi_code rc = FI_OK;

		if (b->named || b->size > MANIFEST_MAX)
			continue;
		rc = load(s, &b->key, &doc, err);
		if (rc == FI_OK && !is_manifest(doc))
			continue;
		if (rc == FI_OK)
			rc = reach(s, &b->key, 0, &size, err);
		if (rc == FI_OK)
			rc = add_orphan(s, FI_STORED_DELETED, b, size, err);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

static enum fi_code find_loose(struct scan *s, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < s->nblobs; i++)
		if (!s->blobs[i].named)
			rc = add_orphan(s, FI_STORED_LOOSE, &s->blobs[i], s->blobs[i].size, err);
	return rc;
}

/* --- a layout's roots --- */

static enum fi_code load_root(struct scan *s, const char *name, json_t **out, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(INDEX_MAX);
	struct fi_err why = { 0 };

	*out = NULL;
	if (fi_folder_read(s->folder, name, INDEX_MAX, &text, &why) == FI_OK)
		*out = fi_json_parse(text.p, text.len, &why);
	return why.code == FI_ENOMEM ? fi_err_nomem(err) : FI_OK;
}

/* "blobs/sha256/HEX", as docker's manifest.json has it. */
static void name_member(struct scan *s, const char *name, uint64_t *bytes)
{
	const char *slash = name ? strrchr(name, '/') : NULL;
	FI_AUTO(fi_freep) char *digest = slash ? fi_format("sha256:%s", slash + 1) : NULL;

	if (digest)
		name_blob(s, digest, bytes);
}

static enum fi_code reach_roots(struct scan *s, struct fi_err *err)
{
	FI_AUTO(fi_json_decrefp) json_t *index = NULL, *docker = NULL;
	uint64_t bytes = 0;
	enum fi_code rc = load_root(s, "index.json", &index, err);

	if (rc == FI_OK)
		rc = reach_document(s, index, 0, &bytes, err);
	if (rc == FI_OK)
		rc = load_root(s, "manifest.json", &docker, err);
	for (size_t i = 0; rc == FI_OK && i < json_array_size(docker); i++) {
		const json_t *item = json_array_get(docker, i), *layers;

		name_member(s, fi_json_text(item, "Config"), &bytes);
		layers = fi_json_list(item, "Layers");
		for (size_t k = 0; k < json_array_size(layers); k++)
			name_member(s, json_string_value(json_array_get(layers, k)), &bytes);
	}
	return rc;
}

static void scan_done(struct scan *s)
{
	for (size_t i = 0; i < s->nrefs; i++)
		free(s->refs[i].name);
	free(s->refs);
	free(s->blobs);
}

/* --- the face --- */

bool fi_registry_is(int folder)
{
	int fd = fi_folder_open(folder, "blobs/sha256", O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		return false;
	close(fd);
	return fi_folder_kind(folder, "repositories", NULL) == S_IFDIR &&
		!fi_folder_kind(folder, "index.json", NULL);
}

static enum fi_code hand_out(struct scan *s, enum fi_code rc, struct fi_storage *out,
	struct fi_err *err)
{
	struct fi_storage *found = s->out;

	if (rc == FI_OK)
		rc = find_deleted(s, err);
	if (rc == FI_OK)
		rc = find_loose(s, err);
	scan_done(s);
	if (rc != FI_OK) {
		fi_storage_done(found);
		return rc;
	}
	if (found->n)
		qsort(found->list, found->n, sizeof(*found->list), stored_order);
	*out = *found;
	return FI_OK;
}

enum fi_code fi_registry_list(int folder, const volatile int *stop, struct fi_storage *out,
	struct fi_err *err)
{
	struct fi_storage found = { 0 };
	struct scan s = { .folder = folder, .stop = stop, .out = &found };
	enum fi_code rc = list_blobs(&s, err);

	if (rc == FI_OK)
		rc = list_repositories(&s, err);
	if (rc == FI_OK)
		rc = group_refs(&s, true, err);
	if (rc == FI_OK)
		rc = group_refs(&s, false, err);
	return hand_out(&s, rc, out, err);
}

enum fi_code fi_layout_leftovers(int folder, const volatile int *stop, struct fi_storage *out,
	struct fi_err *err)
{
	struct fi_storage found = { 0 };
	struct scan s = { .folder = folder, .layout = true, .stop = stop, .out = &found };
	enum fi_code rc = list_blobs(&s, err);

	if (rc == FI_OK)
		rc = reach_roots(&s, err);
	return hand_out(&s, rc, out, err);
}

void fi_storage_done(struct fi_storage *s)
{
	for (size_t i = 0; i < s->n; i++)
		fi_strs_done(&s->list[i].names);
	free(s->list);
	fi_strs_done(&s->uploads);
	fi_strs_done(&s->problems);
	*s = (struct fi_storage){ 0 };
}
