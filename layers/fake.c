#include "layers/fake.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "layers/config.h"
#include "layers/walk.h"
#include "lib/json.h"

/* Examples are a few lines; this is far above them. */
#define TAR_MAX (4u << 20)

static la_ssize_t on_write(struct archive *a, void *self, const void *p, size_t n)
{
	(void)a;
	return fi_buf_add(self, p, n) == FI_OK ? (la_ssize_t)n : -1;
}

/* "4755 usr/bin/x", "0644:9000 a": take mode and size off the path; *size: of a hole. */
static unsigned take_mode(const char **path, uint64_t *size)
{
	char *end;
	unsigned long mode = strtoul(*path, &end, 8);

	*size = 0;
	if (end == *path || (*end != ' ' && *end != ':') || mode > 07777)
		return 0755;
	if (*end == ':')
		*size = strtoull(end + 1, &end, 10);
	if (*end != ' ')
		return 0755;
	*path = end + 1;
	return (unsigned)mode;
}

static bool put_bytes(struct archive *a, const char *path, const char *content, size_t size)
{
	uint64_t hole;
	unsigned mode = take_mode(&path, &hole);
	struct archive_entry *e = archive_entry_new();
	size_t n = strlen(path);
	bool folder = n && path[n - 1] == '/', ok;

	if (!e)
		return false;
	archive_entry_set_pathname(e, path);
	archive_entry_set_filetype(e, folder ? AE_IFDIR : AE_IFREG);
	archive_entry_set_perm(e, (mode_t)mode);
	archive_entry_set_size(e, folder ? 0 : hole ? (la_int64_t)hole : (la_int64_t)size);
	if (hole) {
		/* A sparse member; one without any data is more than libarchive reads. */
		archive_entry_sparse_add_entry(e, (la_int64_t)hole - 1, 1);
		content = ".";
		size = 1;
	}
	ok = archive_write_header(a, e) == ARCHIVE_OK &&
		(folder || size == 0 ||
			archive_write_data(a, content, size) == (la_ssize_t)size);
	archive_entry_free(e);
	return ok;
}

static bool from_hex(const char *text, struct fi_buf *out)
{
	static const char digits[] = "0123456789abcdef";
	unsigned value = 1; /* above two digits a bit of its own */

	for (; *text; text++) {
		const char *d = strchr(digits, *text);

		value = d ? value << 4 | (unsigned)(d - digits) : value;
		if (value < 0x100)
			continue;
		if (fi_buf_add(out, &(char){ (char)value }, 1) != FI_OK)
			return false;
		value = 1;
	}
	return true;
}

static bool put(struct archive *a, const char *path, const char *content)
{
	FI_AUTO(fi_buf_done) struct fi_buf elf = fi_buf_limited(64u << 10);

	if (content && strncmp(content, FI_FAKE_HEX, strlen(FI_FAKE_HEX)) == 0)
		return from_hex(content + strlen(FI_FAKE_HEX), &elf) &&
			put_bytes(a, path, elf.p, elf.len);
	if (!content || strncmp(content, FI_FAKE_ELF, strlen(FI_FAKE_ELF)) != 0)
		return put_bytes(a, path, content, content ? strlen(content) : 0);
	return fi_fake_elf(content, &elf) && put_bytes(a, path, elf.p, elf.len);
}

static bool make_tar(struct fi_buf *tar, const char *const *paths, const char *const *contents,
	size_t n)
{
	struct archive *a = archive_write_new();
	bool ok = a && archive_write_set_format_pax_restricted(a) == ARCHIVE_OK &&
		archive_write_set_bytes_per_block(a, 512) == ARCHIVE_OK &&
		archive_write_open(a, tar, NULL, on_write, NULL) == ARCHIVE_OK;

	for (size_t i = 0; ok && i < n; i++)
		ok = put(a, paths[i], contents[i]);
	if (ok)
		ok = archive_write_close(a) == ARCHIVE_OK;
	archive_write_free(a);
	return ok;
}

static enum fi_code one_layer(struct fi_set *set, struct fi_image *img,
	const char *const *paths, const char *const *contents, size_t n, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(TAR_MAX);
	struct fi_memory m;

	if (!make_tar(&tar, paths, contents, n))
		return fi_err_nomem(err);
	if (!fi_grow(&set->layers, &set->cap_layers, set->nlayers + 1, sizeof(*set->layers)))
		return fi_err_nomem(err);
	set->layers[set->nlayers] = fi_layer_new();
	if (!set->layers[set->nlayers])
		return fi_err_nomem(err);
	set->nlayers++;
	img->layers = calloc(1, sizeof(*img->layers));
	if (!img->layers)
		return fi_err_nomem(err);
	img->nlayers = 1;
	img->layers[0].layer = (int)set->nlayers - 1;
	img->layers[0].history = -1;
	img->layers[0].created_by = strdup("COPY . .");
	if (!img->layers[0].created_by)
		return fi_err_nomem(err);
	m = (struct fi_memory){ .p = tar.p, .n = tar.len };
	return fi_walk_layer(set, (int)set->nlayers - 1, fi_memory_reader(&m), err);
}

/* The config's extra key "names", or "example:1". */
static enum fi_code fake_names(const char *json, size_t n, struct fi_strs *names,
	struct fi_err *err)
{
	FI_AUTO(fi_json_decrefp) json_t *root = fi_json_parse(json, n, err);

	if (!root)
		return err->code;
	if (fi_json_strings(fi_json_list(root, "names"), names) != FI_OK ||
		(!names->n && fi_strs_add(names, "example:1") != FI_OK))
		return fi_err_nomem(err);
	return FI_OK;
}

enum fi_code fi_set_fake(struct fi_set *set, const char *config_json, size_t n,
	const char *const *paths, const char *const *contents, size_t npaths,
	struct fi_err *err)
{
	struct fi_image *img;
	enum fi_code rc;

	if (!fi_grow(&set->images, &set->cap_images, set->nimages + 1, sizeof(*img)))
		return fi_err_nomem(err);
	img = &set->images[set->nimages];
	*img = (struct fi_image){ 0 };
	rc = fi_config_parse(config_json, n, &img->config, err);
	if (rc != FI_OK)
		return rc;
	set->nimages++;
	img->platform = fi_config_platform(&img->config);
	img->id = strdup("sha256:"
			 "0000000000000000000000000000000000000000000000000000000000000000");
	if (!img->platform || !img->id)
		return fi_err_nomem(err);
	rc = fake_names(config_json, n, &img->names, err);
	if (rc != FI_OK)
		return rc;
	return one_layer(set, img, paths, contents, npaths, err);
}
