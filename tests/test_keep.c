/* test_keep.c - values in a file: found again, bounded, and safe from each other. */
#include "tests/lib_test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/keep.h"

#define KIND 1

/* A file below a folder of its own. */
struct place {
	char *dir, *path;
	struct fi_keep_options opt;
};

static void place_done(struct place *p)
{
	free(p->path);
	test_dir_done(&p->dir);
}

static void somewhere(struct place *p)
{
	p->dir = test_dir();
	p->path = test_path(p->dir, "a/b/cache.db");
	p->opt = (struct fi_keep_options){ .path = p->path, .version = 3, .disposable = true };
}

static struct fi_keep *opened(const struct place *p)
{
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_keep_open(&p->opt, &k, &err), &err);
	return k;
}

static void put(struct fi_keep *k, const char *key, const void *p, size_t n)
{
	struct fi_err err = { 0 };

	assert_ok(fi_keep_put(k, KIND, key, strlen(key), p, n, &err), &err);
}

/* The value of a key is this text; NULL: there is none. */
static void has(struct fi_keep *k, const char *key, const char *text)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };
	enum fi_code rc = fi_keep_get(k, KIND, key, strlen(key), &b, &err);

	assert_int_equal(rc, text ? FI_OK : FI_ENOTFOUND);
	assert_int_equal(err.code, FI_OK);
	if (text)
		assert_string_equal(b.p, text);
}

static void a_value_is_there_when_the_file_is_opened_again(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k;

	(void)state;
	somewhere(&p);
	k = opened(&p);
	assert_null(fi_keep_locked(k));
	has(k, "a", NULL);
	put(k, "a", "one", 3);
	put(k, "b", "", 0);
	put(k, "a", "another", 7);
	fi_keep_close(k);
	k = opened(&p);
	has(k, "a", "another");
	has(k, "b", "");
	assert_true(fi_keep_has(k, KIND, "b", 1));
	assert_false(fi_keep_has(k, KIND + 1, "b", 1));
	fi_keep_close(k);
}

static void a_large_value_is_compressed(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 24);
	FI_AUTO(fi_freep) char *large = calloc(1, 1 << 22);
	struct fi_keep *k;
	struct stat st;
	struct fi_err err = { 0 };

	(void)state;
	somewhere(&p);
	k = opened(&p);
	memcpy(large + (1 << 21), "middle", 6);
	put(k, "a", large, 1 << 22);
	assert_ok(fi_keep_get(k, KIND, "a", 1, &b, &err), &err);
	assert_int_equal(b.len, 1 << 22);
	assert_memory_equal(b.p, large, b.len);
	fi_keep_close(k);
	assert_int_equal(stat(p.path, &st), 0);
	assert_true(st.st_size < 100000);
}

static void file_and_folder_are_the_owners_alone(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_freep) char *folder = NULL;
	mode_t before = umask(0);
	struct stat st;

	(void)state;
	somewhere(&p);
	fi_keep_close(opened(&p));
	(void)umask(before);
	assert_int_equal(stat(p.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	folder = test_path(p.dir, "a/b");
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(chmod(p.path, 0644), 0); /* and so it is when it was not */
	fi_keep_close(opened(&p));
	assert_int_equal(stat(p.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void the_salt_stays_and_is_another_in_each_file(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 }, other = { 0 };
	unsigned char salt[FI_KEEP_SALT], mine[FI_KEEP_SALT] = "mine";
	struct fi_keep *k;

	(void)state;
	somewhere(&p);
	somewhere(&other);
	k = opened(&p);
	memcpy(salt, fi_keep_salt(k), sizeof(salt));
	fi_keep_close(k);
	k = opened(&p);
	assert_memory_equal(fi_keep_salt(k), salt, sizeof(salt));
	fi_keep_close(k);
	k = opened(&other);
	assert_memory_not_equal(fi_keep_salt(k), salt, sizeof(salt));
	fi_keep_close(k);
	assert_int_equal(unlink(other.path), 0);
	other.opt.salt = mine;
	k = opened(&other);
	assert_memory_equal(fi_keep_salt(k), mine, sizeof(mine));
	fi_keep_close(k);
}

/* --- files that are not what they should be ------------------------------- */

static void overwrite(const char *path, long at, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "r+b");

	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void a_file_of_somebody_elses_is_left_alone(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };
	char text[20] = "";
	FILE *f;

	(void)state;
	somewhere(&p);
	test_write_text(p.dir, "a/b/cache.db", "my letters");
	assert_fails(fi_keep_open(&p.opt, &k, &err), FI_EFORMAT, "no cache of flyimg", &err);
	assert_contains(err.text, "left as it is");
	f = fopen(p.path, "rb");
	assert_non_null(f);
	assert_int_equal(fread(text, 1, sizeof(text) - 1, f), 10);
	assert_string_equal(text, "my letters");
	(void)fclose(f);
}

/* Another program's SQLite file begins as ours do, but for a number. */
static void anothers_database_is_left_alone(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };
	struct stat before, after;

	(void)state;
	somewhere(&p);
	fi_keep_close(opened(&p));
	overwrite(p.path, 68, "\0\0\0\1", 4);
	assert_int_equal(stat(p.path, &before), 0);
	assert_fails(fi_keep_open(&p.opt, &k, &err), FI_EFORMAT, "no cache of flyimg", &err);
	assert_int_equal(stat(p.path, &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_int_equal(after.st_size, before.st_size);
}

static void a_folder_or_link_in_its_place_is_left_alone(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_freep) char *target = NULL;
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };

	(void)state;
	somewhere(&p);
	test_write_text(p.dir, "a/b/target", "");
	target = test_path(p.dir, "a/b/target");
	assert_int_equal(symlink(target, p.path), 0);
	assert_fails(fi_keep_open(&p.opt, &k, &err), FI_EFORMAT, "it is a link", &err);
	fi_err_clear(&err);
	assert_int_equal(unlink(p.path), 0);
	assert_int_equal(mkdir(p.path, 0700), 0);
	assert_int_not_equal(fi_keep_open(&p.opt, &k, &err), FI_OK);
	assert_contains(err.text, p.path);
}

static void another_versions_cache_starts_anew(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k = opened((somewhere(&p), &p));

	(void)state;
	put(k, "a", "one", 3);
	fi_keep_close(k);
	p.opt.version = 4;
	k = opened(&p);
	has(k, "a", NULL);
	put(k, "a", "two", 3);
	fi_keep_close(k);
	k = opened(&p);
	has(k, "a", "two");
	fi_keep_close(k);
}

static void what_is_no_cache_is_never_thrown_away(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k = opened((somewhere(&p), &p));
	struct fi_err err = { 0 };

	(void)state;
	put(k, "a", "one", 3);
	fi_keep_close(k);
	k = NULL;
	p.opt.version = 4;
	p.opt.disposable = false;
	assert_fails(fi_keep_open(&p.opt, &k, &err), FI_EFORMAT, "another version", &err);
	p.opt.version = 3;
	k = opened(&p);
	has(k, "a", "one");
	fi_keep_close(k);
}

static void a_file_that_is_only_read_is_left_as_it_is(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k = NULL, *other = NULL;
	struct fi_err err = { 0 }, full = { 0 };

	(void)state;
	somewhere(&p);
	p.opt.readonly = true;
	assert_fails(fi_keep_open(&p.opt, &k, &err), FI_ENOTFOUND, "No such file", &err);
	p.opt.readonly = false;
	k = opened(&p);
	put(k, "a", "one", 3);
	fi_keep_close(k);
	p.opt.readonly = true;
	k = opened(&p);
	other = opened(&p); /* any number of them */
	has(k, "a", "one");
	has(other, "a", "one");
	assert_fails(fi_keep_put(k, KIND, "b", 1, "two", 3, &full), FI_EIO, "only read", &full);
	fi_keep_close(other);
	fi_keep_close(k);
	test_write_text(p.dir, "a/b/cache.db", "");
	fi_err_clear(&err);
	assert_fails(fi_keep_open(&p.opt, &k, &err), FI_EFORMAT, "it is empty", &err);
}

static void who_is_alone_keeps_others_out(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k, *other = NULL;
	struct fi_err err = { 0 };

	(void)state;
	somewhere(&p);
	p.opt.alone = true;
	k = opened(&p);
	put(k, "a", "one", 3);
	assert_fails(fi_keep_open(&p.opt, &other, &err), FI_EIO, "another run is writing", &err);
	put(k, "b", "two", 3);
	fi_keep_close(k);
	k = opened(&p);
	has(k, "b", "two");
	fi_keep_close(k);
}

static void a_flipped_bit_makes_a_value_absent(void **state)
{
	static const char value[] = "a value that is found in the file by its words";
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k = opened((somewhere(&p), &p));
	char all[60000];
	size_t n;
	FILE *f;

	(void)state;
	put(k, "a", value, sizeof(value) - 1);
	put(k, "b", "whole", 5);
	fi_keep_close(k);
	f = fopen(p.path, "rb");
	n = fread(all, 1, sizeof(all), f);
	(void)fclose(f);
	overwrite(p.path, (char *)memmem(all, n, value, 10) - all + 3, "X", 1);
	k = opened(&p);
	has(k, "a", NULL);
	has(k, "b", "whole");
	put(k, "a", "again", 5);
	has(k, "a", "again");
	fi_keep_close(k);
}

/* Wherever the file is damaged: it opens, answers, takes values and gives them back. */
static void a_damaged_file_is_used_or_made_anew(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k;
	struct stat st;

	(void)state;
	somewhere(&p);
	for (long at = 100; at < 30000; at += 1009) {
		FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
		struct fi_err err = { 0 };
		char noise[700];

		k = opened(&p);
		for (int i = 0; i < 50; i++) {
			(void)snprintf(noise, sizeof(noise), "%d.%ld%512d", i, at, i);
			put(k, noise, noise, sizeof(noise));
		}
		fi_keep_close(k);
		assert_int_equal(stat(p.path, &st), 0);
		memset(noise, 0xa5, sizeof(noise));
		if (at < st.st_size)
			overwrite(p.path, at, noise, sizeof(noise));
		k = opened(&p);
		(void)!fi_keep_get(k, KIND, "x", 1, &b, &err);
		put(k, "y", "kept", 4);
		has(k, "y", "kept");
		fi_keep_close(k);
	}
}

static void an_empty_file_is_filled(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k;

	(void)state;
	somewhere(&p);
	test_write_text(p.dir, "a/b/cache.db", "");
	k = opened(&p);
	put(k, "a", "one", 3);
	has(k, "a", "one");
	fi_keep_close(k);
}

/* --- room ------------------------------------------------------------------ */

static void fill(unsigned char *p, size_t n, unsigned seed)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)((seed = seed * 1664525u + 1013904223u) >> 24);
}

static void the_file_is_bounded_and_the_oldest_go(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	unsigned char value[20000];
	struct fi_keep *k;
	struct stat st;
	char key[10];

	(void)state;
	somewhere(&p);
	p.opt.max = 1 << 20;
	for (int i = 0; i < 200; i++) {
		p.opt.now += 10000;
		k = opened(&p);
		fill(value, sizeof(value), (unsigned)i);
		(void)snprintf(key, sizeof(key), "k%d", i);
		put(k, key, value, sizeof(value));
		assert_true(fi_keep_has(k, KIND, key, strlen(key)));
		/* The first is used all the time. */
		assert_true(fi_keep_has(k, KIND, "k0", 2));
		{
			FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
			struct fi_err err = { 0 };

			assert_ok(fi_keep_get(k, KIND, "k0", 2, &b, &err), &err);
		}
		if (i == 40)
			assert_true(fi_keep_has(k, KIND, "k1", 2));
		if (i == 60)
			assert_false(fi_keep_has(k, KIND, "k1", 2));
		fi_keep_close(k);
	}
	assert_int_equal(stat(p.path, &st), 0);
	assert_true(st.st_size < (1 << 20) + 100000);
}

static void a_value_that_would_drive_out_the_others_is_refused(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	static unsigned char value[600000];
	struct fi_err err = { 0 };
	struct fi_keep *k;

	(void)state;
	somewhere(&p);
	p.opt.max = 1 << 20;
	k = opened(&p);
	fill(value, sizeof(value), 7);
	assert_fails(fi_keep_put(k, KIND, "a", 1, value, sizeof(value), &err), FI_ELIMIT,
		"too large", &err);
	has(k, "a", NULL);
	fi_keep_close(k);
}

/* No file may grow past a size: as a full disk, to those who write. */
static void a_full_disk_is_an_error_and_the_file_stays_good(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	static unsigned char value[400000];
	struct rlimit before, small;
	struct fi_err err = { 0 };
	struct fi_keep *k;

	(void)state;
	somewhere(&p);
	k = opened(&p);
	put(k, "a", "one", 3);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 100000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	fill(value, sizeof(value), 7);
	assert_fails(fi_keep_put(k, KIND, "b", 1, value, sizeof(value), &err), FI_EIO, p.path, &err);
	has(k, "a", "one");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	put(k, "b", "two", 3);
	fi_keep_close(k);
	k = opened(&p);
	has(k, "a", "one");
	has(k, "b", "two");
	fi_keep_close(k);
}

static void where_nothing_can_be_made_is_an_error(void **state)
{
	struct fi_keep_options opt = { .path = "/proc/flyimg/cache.db", .version = 1 };
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };

	(void)state;
	assert_fails(fi_keep_open(&opt, &k, &err), FI_ENOTFOUND, "/proc/flyimg: cannot make",
		&err);
}

/* --- several at once -------------------------------------------------------- */

/* A child that puts and gets; its status is 0 if all went well. */
static void work(const struct place *p, int me)
{
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };
	char key[20], value[3000];
	int bad = 0;

	if (fi_keep_open(&p->opt, &k, &err) != FI_OK)
		_exit(2);
	for (int i = 0; i < 60; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);

		(void)snprintf(key, sizeof(key), "%d", i % 20);
		memset(value, 'a' + i % 20, sizeof(value));
		bad |= fi_keep_put(k, KIND, key, strlen(key), value, sizeof(value), &err) != FI_OK;
		(void)snprintf(key, sizeof(key), "%d", (i * 7 + me) % 20);
		if (fi_keep_get(k, KIND, key, strlen(key), &b, &err) == FI_OK)
			bad |= b.len != sizeof(value) || b.p[0] != 'a' + (i * 7 + me) % 20 ||
			       b.p[2999] != b.p[0];
	}
	fi_keep_close(k);
	_exit(bad);
}

static void several_processes_make_and_use_one_file(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	pid_t child[6];

	(void)state;
	somewhere(&p);
	for (int i = 0; i < 6; i++) {
		child[i] = fork();
		assert_true(child[i] >= 0);
		if (child[i] == 0)
			work(&p, i);
	}
	for (int i = 0; i < 6; i++) {
		int status = 1;

		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
}

static void a_process_that_is_killed_leaves_a_good_file(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k;

	(void)state;
	somewhere(&p);
	for (int i = 0; i < 12; i++) {
		pid_t child = fork();
		int status;

		assert_true(child >= 0);
		if (child == 0) {
			static unsigned char value[90000];
			struct fi_err err = { 0 };
			char key[20];

			k = opened(&p);
			for (unsigned n = 0;; n++) {
				fill(value, sizeof(value), n);
				(void)snprintf(key, sizeof(key), "%u", n % 9);
				if (fi_keep_put(k, KIND, key, strlen(key), value, sizeof(value),
					    &err) != FI_OK)
					_exit(1);
			}
		}
		(void)usleep(3000u * (unsigned)i);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		k = opened(&p);
		put(k, "after", "it", 2);
		has(k, "after", "it");
		fi_keep_close(k);
	}
}

/* --- visiting --------------------------------------------------------------- */

struct seen {
	char text[100];
	struct fi_keep *put_into;
	int stop_after;
};

static enum fi_code see(void *self, const void *key, size_t nkey, const void *p, size_t n,
	struct fi_err *err)
{
	struct seen *s = self;
	size_t at = strlen(s->text);

	(void)snprintf(s->text + at, sizeof(s->text) - at, "%.*s=%.*s ", (int)nkey,
		(const char *)key, (int)n, (const char *)p);
	if (s->put_into)
		assert_ok(fi_keep_put(s->put_into, KIND + 1, key, nkey, p, n, err), err);
	if (s->stop_after && --s->stop_after == 0)
		return fi_err_set(err, FI_ESTOP, "enough");
	return FI_OK;
}

static void values_are_visited_in_the_order_they_came(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	struct fi_keep *k = opened((somewhere(&p), &p));
	struct seen s = { .put_into = k }, two = { .stop_after = 2 };
	struct fi_err err = { 0 };

	(void)state;
	put(k, "z", "1", 1);
	put(k, "a", "2", 1);
	put(k, "m", "3", 1);
	put(k, "z", "4", 1);
	assert_ok(fi_keep_each(k, KIND, see, &s, NULL, &err), &err);
	assert_string_equal(s.text, "z=4 a=2 m=3 ");
	assert_true(fi_keep_has(k, KIND + 1, "m", 1));
	assert_fails(fi_keep_each(k, KIND, see, &two, NULL, &err), FI_ESTOP, "enough", &err);
	assert_string_equal(two.text, "z=4 a=2 ");
	fi_keep_close(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_there_when_the_file_is_opened_again),
		cmocka_unit_test(a_large_value_is_compressed),
		cmocka_unit_test(file_and_folder_are_the_owners_alone),
		cmocka_unit_test(the_salt_stays_and_is_another_in_each_file),
		cmocka_unit_test(a_file_of_somebody_elses_is_left_alone),
		cmocka_unit_test(anothers_database_is_left_alone),
		cmocka_unit_test(a_folder_or_link_in_its_place_is_left_alone),
		cmocka_unit_test(another_versions_cache_starts_anew),
		cmocka_unit_test(what_is_no_cache_is_never_thrown_away),
		cmocka_unit_test(a_file_that_is_only_read_is_left_as_it_is),
		cmocka_unit_test(who_is_alone_keeps_others_out),
		cmocka_unit_test(a_flipped_bit_makes_a_value_absent),
		cmocka_unit_test(a_damaged_file_is_used_or_made_anew),
		cmocka_unit_test(an_empty_file_is_filled),
		cmocka_unit_test(the_file_is_bounded_and_the_oldest_go),
		cmocka_unit_test(a_value_that_would_drive_out_the_others_is_refused),
		cmocka_unit_test(a_full_disk_is_an_error_and_the_file_stays_good),
		cmocka_unit_test(where_nothing_can_be_made_is_an_error),
		cmocka_unit_test(several_processes_make_and_use_one_file),
		cmocka_unit_test(a_process_that_is_killed_leaves_a_good_file),
		cmocka_unit_test(values_are_visited_in_the_order_they_came),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
