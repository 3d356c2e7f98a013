#include "tests/lib_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void parcel_done(struct parcel *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->pieces[i].name);
		free(p->pieces[i].link);
		fi_buf_done(&p->pieces[i].bytes);
	}
	p->n = 0;
}

static struct piece *piece(struct parcel *p, const char *name)
{
	struct piece *m = &p->pieces[p->n];

	assert_true(p->n < sizeof(p->pieces) / sizeof(p->pieces[0]));
	*m = (struct piece){ .name = strdup(name), .bytes = fi_buf_limited(16 << 20) };
	assert_non_null(m->name);
	p->n++;
	return m;
}

void parcel_add(struct parcel *p, const char *name, const void *bytes, size_t n)
{
	assert_int_equal(fi_buf_add(&piece(p, name)->bytes, bytes, n), FI_OK);
}

void parcel_text(struct parcel *p, const char *name, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	assert_int_equal(fi_buf_vaddf(&piece(p, name)->bytes, fmt, ap), FI_OK);
	va_end(ap);
}

void parcel_link(struct parcel *p, char type, const char *name, const char *target)
{
	struct piece *m = piece(p, name);

	m->type = type;
	m->link = strdup(target);
	assert_non_null(m->link);
}

void parcel_blob(struct parcel *p, const void *bytes, size_t n, char out[72])
{
	char name[96];

	test_digest(bytes, n, out);
	(void)snprintf(name, sizeof(name), "blobs/sha256/%.64s", out + 7);
	parcel_add(p, name, bytes, n);
}

void parcel_json(struct parcel *p, char out[72], const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = fi_vformat(fmt, ap);
	va_end(ap);
	assert_non_null(text);
	parcel_blob(p, text, strlen(text), out);
}

void parcel_layer(struct parcel *p, const char *path, const char *text, char out[72])
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);

	one_file(&tar, path, text);
	parcel_blob(p, tar.p, tar.len, out);
}

void parcel_image(struct parcel *p, const char *arch, const char *layer, char out[72])
{
	char config[72];

	parcel_json(p, config,
		"{\"os\":\"linux\",\"architecture\":\"%s\","
		"\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}",
		arch, layer);
	parcel_json(p, out,
		"{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\","
		"\"mediaType\":\"application/vnd.oci.image.config.v1+json\"},"
		"\"layers\":[{\"digest\":\"%s\","
		"\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\"}]}",
		config, layer);
}

void parcel_index(struct parcel *p, const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *list = NULL;
	va_list ap;

	va_start(ap, fmt);
	list = fi_vformat(fmt, ap);
	va_end(ap);
	assert_non_null(list);
	parcel_text(p, "index.json", "{\"schemaVersion\":2,\"manifests\":[%s]}", list);
	parcel_text(p, "oci-layout", "{\"imageLayoutVersion\": \"1.0.0\"}");
}

void parcel_tar(const struct parcel *p, const char *prefix, struct fi_buf *tar)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct piece *m = &p->pieces[i];
		FI_AUTO(fi_freep) char *name = fi_format("%s%s", prefix, m->name);

		assert_non_null(name);
		if (m->type)
			mktar_kind(tar, m->type, name, m->link, 0777);
		else
			mktar(tar, name, 0644, m->bytes.p, m->bytes.len);
	}
	mktar_end(tar);
}

static void parcel_folder(const struct parcel *p, const char *dir)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct piece *m = &p->pieces[i];
		FI_AUTO(fi_freep) char *path = test_path(dir, m->name);

		/* The file makes the folders on the way. */
		test_write(dir, m->name, m->bytes.p, m->bytes.len);
		if (!m->type)
			continue;
		assert_int_equal(m->type, '2');
		assert_int_equal(unlink(path), 0);
		assert_int_equal(symlink(m->link, path), 0);
	}
}

/* --- reading --- */

enum way { WAY_FILE, WAY_PIPE, WAY_FOLDER };

static enum fi_code read_by(enum way way, const struct fi_buf *tar, const char *dir,
	const char *platform, struct fi_set *set, struct fi_err *err)
{
	const struct fi_set_options opt = { .platform = platform };

	assert_int_equal(fi_set_init(set, &opt, NULL, err), FI_OK);
	return way == WAY_FILE ? add_as_file(set, tar, err) :
		way == WAY_PIPE ? add_as_pipe(set, tar, err) :
				  fi_set_add(set, dir, err);
}

static void compare(const char *a, const char *b, const char *way)
{
	if (strcmp(a, b) == 0)
		return;
	print_error("as a file:\n%s\nas a %s:\n%s\n", a, way, b);
	fail();
}

void reading_done(struct reading *r)
{
	fi_set_done(&r->set);
	free(r->text);
	*r = (struct reading){ 0 };
}

static void read_once(enum way way, const struct fi_buf *tar, const char *dir,
	const char *platform, struct reading *out)
{
	struct fi_err err = { 0 };

	assert_ok(read_by(way, tar, dir, platform, &out->set, &err), &err);
	out->text = set_text(&out->set);
}

void tar_read(const struct fi_buf *tar, const char *platform, struct reading *out)
{
	FI_AUTO(reading_done) struct reading pipe = { 0 };

	read_once(WAY_FILE, tar, NULL, platform, out);
	read_once(WAY_PIPE, tar, NULL, platform, &pipe);
	compare(out->text, pipe.text, "pipe");
}

void parcel_read(const struct parcel *p, const char *platform, struct reading *out)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(64 << 20);
	FI_AUTO(reading_done) struct reading folder = { 0 };

	parcel_tar(p, "", &tar);
	parcel_folder(p, dir);
	tar_read(&tar, platform, out);
	read_once(WAY_FOLDER, NULL, dir, platform, &folder);
	compare(out->text, folder.text, "folder");
}

void parcel_fails(const struct parcel *p, const char *platform, enum fi_code code,
	const char *text)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(64 << 20);

	parcel_tar(p, "", &tar);
	parcel_folder(p, dir);
	for (enum way way = WAY_FILE; way <= WAY_FOLDER; way++) {
		struct fi_err err = { 0 };
		struct fi_set set;

		assert_fails(read_by(way, &tar, dir, platform, &set, &err), code, text, &err);
		fi_set_done(&set);
	}
}
