/* Would the machine's command start?  One rule for each reason why it would not. */
#include <stdlib.h>
#include <string.h>

#include "lib/shlex.h"
#include "rules/cross_command.h"
#include "rules/runnable.h"

/* Process groups of a hostile config that are looked at. */
#define ITEMS_MAX 50

static const enum fi_severity medium = FI_MEDIUM;

/* One rule's look at one command. */
struct asked {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
	enum fi_run_trouble trouble;
	const struct fi_command *k;
	const char *what; /* "process group web", "release command", "image's command" */
};

/* --- what is said of each trouble --- */

static void say_missing(const struct asked *a, const struct fi_run *run, struct fi_spot *spot)
{
	fi_report(a->out, a->c, a->r, spot, "The %s starts %s, which the image does not have.",
		a->what, run->file);
}

static void say_volume(const struct asked *a, const struct fi_run *run, struct fi_spot *spot)
{
	fi_report(a->out, a->c, a->r, spot,
		"The %s starts %s, but the volume at %s is mounted over it, and a fresh one is "
		"empty.",
		a->what, run->file, run->needs);
}

static void say_forbidden(const struct asked *a, const struct fi_run *run,
	struct fi_spot *spot)
{
	const char *user = a->c->image->config.user;
	FI_AUTO(fi_freep) char *fix = fi_format("RUN chmod a+rx %s", run->file);

	spot->fix = run->trouble == FI_RUN_FOLDER ? NULL : fix;
	if (run->trouble == FI_RUN_FOLDER)
		fi_report(a->out, a->c, a->r, spot, "The %s starts %s, which is a folder.",
			a->what, run->file);
	else
		fi_report(a->out, a->c, a->r, spot,
			"The %s starts %s, which the user %s may not execute.", a->what,
			run->file, user && *user ? user : "root");
}

static void say_no_format(const struct asked *a, const struct fi_run *run,
	struct fi_spot *spot)
{
	fi_report(a->out, a->c, a->r, spot,
		"The %s starts %s, which is neither a program nor a script that says in its "
		"first line what runs it.",
		a->what, run->file);
}

static void say_machine(const struct asked *a, const struct fi_run *run, struct fi_spot *spot)
{
	fi_report(a->out, a->c, a->r, spot,
		"The %s runs %s, a program for %s; Fly's machines are x86-64.", a->what,
		run->file, run->needs);
}

static void say_return(const struct asked *a, const struct fi_run *run, struct fi_spot *spot)
{
	FI_AUTO(fi_freep) char *fix = fi_format(
		"RUN sed -i 's/\\r$//' %s, and `*.sh text eol=lf` in .gitattributes", run->file);

	spot->fix = fix;
	fi_report(a->out, a->c, a->r, spot,
		"The first line of %s is \"%s\" and a carriage return, which the kernel takes "
		"for a part of the name.",
		run->file, run->needs);
}

static void say_interpreter(const struct asked *a, const struct fi_run *run,
	struct fi_spot *spot)
{
	fi_report(a->out, a->c, a->r, spot,
		"The %s starts the script %s, which %s is to run; the image does not have it.",
		a->what, run->file, run->needs);
}

static void say_loader(const struct asked *a, const struct fi_run *run, struct fi_spot *spot)
{
	bool musl = strstr(run->needs, "ld-musl") != NULL;

	fi_report(a->out, a->c, a->r, spot,
		"The %s runs %s, which needs %s: it was built for %s, and this image has "
		"another C library or none.",
		a->what, run->file, run->needs, musl ? "musl (Alpine)" : "glibc");
}

static void say_library(const struct asked *a, const struct fi_run *run, struct fi_spot *spot)
{
	if (run->elsewhere) {
		spot->severity = &medium;
		fi_report(a->out, a->c, a->r, spot,
			"%s, which the %s runs, needs %s; the image has it as %s, where the "
			"loader does not look.",
			run->file, a->what, run->needs, run->elsewhere);
		return;
	}
	fi_report(a->out, a->c, a->r, spot,
		"%s, which the %s runs, needs %s; the image does not have it.", run->file,
		a->what, run->needs);
}

static void say_glibc(const struct asked *a, const struct fi_run *run, struct fi_spot *spot)
{
	fi_report(a->out, a->c, a->r, spot,
		"%s, which the %s runs, needs GLIBC_%s; the image's C library is %s.", run->file,
		a->what, run->needs, run->elsewhere);
}

static void (*const say[])(
	const struct asked *a, const struct fi_run *run, struct fi_spot *spot) = {
	[FI_RUN_MISSING] = say_missing,
	[FI_RUN_ON_VOLUME] = say_volume,
	[FI_RUN_FOLDER] = say_forbidden,
	[FI_RUN_FORBIDDEN] = say_forbidden,
	[FI_RUN_NO_FORMAT] = say_no_format,
	[FI_RUN_MACHINE] = say_machine,
	[FI_RUN_RETURN] = say_return,
	[FI_RUN_INTERPRETER] = say_interpreter,
	[FI_RUN_LOADER] = say_loader,
	[FI_RUN_LIBRARY] = say_library,
	[FI_RUN_GLIBC] = say_glibc,
};

/* --- which words are programs --- */

/* The `index`-th word of the command is one; sure: it is run without doubt. */
static void look_at(const struct asked *a, size_t index, bool sure)
{
	const char *word = a->k->words.v[index];
	struct fi_spot spot;
	struct fi_run run;

	/* Another rule tells what is missing of what the Fly config names. */
	if (!*word || strchr(word, '$') ||
		(a->trouble == FI_RUN_MISSING && a->k->source[index] == FI_WORD_FLY))
		return;
	if (!fi_run_look(a->c, word, &run))
		return;
	if (run.trouble == a->trouble ||
		(a->trouble == FI_RUN_FORBIDDEN && run.trouble == FI_RUN_FOLDER)) {
		spot = fi_command_spot(a->c, a->k, index, run.file);
		if (run.layer >= 0) {
			spot = (struct fi_spot){ .layer = run.layer, .path = run.file + 1,
				.subject = run.file };
		}
		if (!sure)
			spot.severity = &medium;
		say[run.trouble](a, &run, &spot);
	}
	fi_run_done(&run);
}

/* Words that a shell takes for itself: what they do cannot be looked up. */
static bool is_shells_own(const char *word)
{
	static const char *const own[] = { "cd", "export", "set", "if", "for", "while", "until",
		"case", "test", "[", "[[", ".", "source", "ulimit", "umask", "trap", "echo",
		"printf", "true", "false", ":", "eval", "read", "unset", "local", "wait", "(",
		"{", "!", "shopt", "alias", "command", "type", "function" };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (!strcmp(word, own[i]))
			return true;
	return false;
}

/* The first program of the script of `sh -c SCRIPT`. */
static void look_at_shell_script(const struct asked *a)
{
	const struct fi_strs *w = &a->k->words;
	size_t at = a->k->argc;

	while (at < w->n && (!strcmp(w->v[at], "exec") || strchr(w->v[at], '=')))
		at++;
	if (at >= w->n || is_shells_own(w->v[at]) || strpbrk(w->v[at], ";|&()<>`*"))
		return;
	at += fi_run_inner(w->v + at, w->n - at) % (w->n - at);
	look_at(a, at, false);
}

/* Scripts that base images have as their entrypoint, which end in exec "$@". */
static bool is_entrypoint_script(const char *word)
{
	static const char *const names[] = { "docker-entrypoint", "docker-entrypoint.sh",
		"entrypoint", "entrypoint.sh", "rails-entrypoint" };
	const char *base = fi_word_base(word);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(base, names[i]))
			return true;
	return false;
}

static void look_at_command(const struct asked *a)
{
	size_t n = a->k->argc, inner;

	if (!n)
		return;
	look_at(a, 0, true);
	/* Some put a program of their own before a word that they do not find. */
	if (n > 1 && is_entrypoint_script(a->k->words.v[0]) &&
		(a->trouble != FI_RUN_MISSING || strchr(a->k->words.v[1], '/')))
		look_at(a, 1, false);
	inner = fi_run_inner(a->k->words.v, n);
	if (inner < n)
		look_at(a, inner, true);
	look_at_shell_script(a);
}

/* --- which commands there are --- */

static void look_at_group(const struct asked *all, const char *group, const char *what)
{
	struct asked a = *all;
	struct fi_command k;

	if (!fi_command_of(a.c, group, &k))
		return;
	a.k = &k;
	a.what = what;
	look_at_command(&a);
	fi_command_done(&k);
}

static void look_at_release(const struct asked *all)
{
	struct asked a = *all;
	struct fi_command k;

	if (!a.c->fly->deploy.release_command.s || !fi_command_release(a.c, &k))
		return;
	a.k = &k;
	a.what = "release command";
	/* It has no volumes, so none hides anything. */
	if (a.trouble != FI_RUN_ON_VOLUME)
		look_at_command(&a);
	fi_command_done(&k);
}

static void judge(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	enum fi_run_trouble trouble)
{
	const struct asked a = { .c = c, .r = r, .out = out, .trouble = trouble };
	const struct fi_flyconf *f = c->fly;

	if (!c->rootfs || !fi_run_knows_all(c))
		return;
	/* A whole machine config says what runs, not the image. */
	if (f && (f->machine_config.s || f->experimental.machine_config.s))
		return;
	if (!f || !f->processes.n)
		look_at_group(&a, "app", "image's command");
	for (size_t i = 0; f && i < f->processes.n && i < ITEMS_MAX; i++) {
		FI_AUTO(fi_freep) char *what = fi_format("process group %s",
			f->processes.v[i].name);

		if (what)
			look_at_group(&a, f->processes.v[i].name, what);
	}
	if (f)
		look_at_release(&a);
}

#define JUDGE(name, trouble)                                                           \
	static void judge_##name(                                                      \
		const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out) \
	{                                                                              \
		judge(c, r, out, trouble);                                             \
	}

JUDGE(missing, FI_RUN_MISSING)
JUDGE(volume, FI_RUN_ON_VOLUME)
JUDGE(forbidden, FI_RUN_FORBIDDEN)
JUDGE(no_format, FI_RUN_NO_FORMAT)
JUDGE(machine, FI_RUN_MACHINE)
JUDGE(carriage_return, FI_RUN_RETURN)
JUDGE(interpreter, FI_RUN_INTERPRETER)
JUDGE(loader, FI_RUN_LOADER)
JUDGE(library, FI_RUN_LIBRARY)
JUDGE(glibc, FI_RUN_GLIBC)

/* init changes to the folder before it starts anything. */
static void judge_workdir(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const char *dir = c->image->config.workdir;
	struct fi_spot spot = { .layer = -1, .config = "WorkingDir", .subject = dir };
	struct fi_node n;

	if (!dir || dir[0] != '/' || !c->rootfs || !fi_run_knows_all(c))
		return;
	/* A volume's folder is made when it is mounted. */
	for (size_t i = 0; c->fly && i < c->fly->mounts.n; i++)
		if (c->fly->mounts.v[i].destination.s &&
			fi_path_covers(c->fly->mounts.v[i].destination.s, dir))
			return;
	if (!fi_rootfs_lookup(c->rootfs, dir, &n))
		fi_report(out, c, r, &spot, "WORKDIR is %s, which the image does not have.", dir);
	else if (n.entry->kind != FI_KIND_DIR)
		fi_report(out, c, r, &spot, "WORKDIR is %s, which is no folder.", dir);
}

/* ---- the table ---- */

#define CROSS(judge_function)                                                          \
	.category = FI_CROSS, .severity = FI_HIGH, .needs = FI_NEED_IMAGE,             \
	.judge = judge_function

#define IMAGE(config)                                                                  \
	"=== image\n{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{" config  \
	"}}\n"
#define RUNS	"\"Cmd\":[\"/app/serve\"]"
#define PROGRAM "=== file app/serve\nELF loader=/lib64/ld-linux-x86-64.so.2 "
#define LOADER	"=== file lib64/ld-linux-x86-64.so.2\nELF \n"
#define SCRIPT	"=== file app/serve\n"
#define SHELL	"=== file bin/sh\nELF \n"

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_cross_run[];
extern const size_t fi_rules_cross_run_n;

const struct fi_rule fi_rules_cross_run[] = {
	{
		.id = "cross-command-missing",
		.title = "The image does not have its own command",
		.why = "The machine cannot start it; its log says \"failed to spawn command: "
		       "...: No such file or directory (os error 2)\".",
		.fix = "COPY the program into the last stage of the Dockerfile, look whether "
		       ".dockerignore leaves it out, or correct ENTRYPOINT or CMD.",
		CROSS(judge_missing),
		.hit = IMAGE("\"Cmd\":[\"node\",\"server.js\"],\"Env\":[\"PATH=/usr/bin\"]")
			SHELL,
		.miss = IMAGE("\"Cmd\":[\"node\",\"server.js\"],\"Env\":[\"PATH=/usr/bin\"]")
			"=== file usr/bin/node\nELF \n",
	},
	{
		.id = "cross-command-on-volume",
		.title = "A volume hides the command",
		.why = "The volume is mounted before the command starts, and a fresh one is "
		       "empty: \"failed to spawn command: ...: No such file or directory "
		       "(os error 2)\".",
		.fix = "Mount the volume at a folder of its own: destination = \"/data\"",
		CROSS(judge_volume),
		.hit = "=== fly.toml\n[mounts]\nsource = \"data\"\ndestination = \"/app\"\n"
			IMAGE(RUNS) "=== file app/serve\nELF \n",
		.miss = "=== fly.toml\n[mounts]\nsource = \"data\"\ndestination = \"/data\"\n"
			IMAGE(RUNS) "=== file app/serve\nELF \n",
	},
	{
		.id = "cross-command-not-executable",
		.title = "Command that may not be executed",
		.why = "The machine's log says \"failed to spawn command: ...: Permission "
		       "denied (os error 13)\".",
		.fix = "RUN chmod a+rx FILE, or COPY --chmod=0755, in the Dockerfile",
		CROSS(judge_forbidden),
		.hit = IMAGE(RUNS) "=== file 0644 app/serve\n#!/bin/sh\n" SHELL,
		.miss = IMAGE(RUNS) SCRIPT "#!/bin/sh\n" SHELL,
	},
	{
		.id = "cross-command-no-format",
		.title = "Command without a first line",
		.why = "A shell would guess, the machine's init does not: \"failed to spawn "
		       "command: ...: Exec format error (os error 8)\".",
		.fix = "Write #!/bin/sh as the script's first line.",
		CROSS(judge_no_format),
		.hit = IMAGE(RUNS) SCRIPT "exec node server.js\n",
		.miss = IMAGE(RUNS) SCRIPT "#!/bin/sh\nexec node server.js\n" SHELL,
	},
	{
		.id = "cross-command-machine",
		.title = "Program for another machine",
		.why = "Fly's machines are x86-64; the log says \"Exec format error (os error "
		       "8)\".",
		.fix = "Build or download it for linux/amd64: docker build --platform "
		       "linux/amd64 .",
		CROSS(judge_machine),
		.hit = IMAGE(RUNS) SCRIPT "ELF machine=aarch64\n",
		.miss = IMAGE(RUNS) SCRIPT "ELF \n",
	},
	{
		.id = "cross-script-carriage-return",
		.title = "Script with Windows line ends",
		.why = "The kernel looks for an interpreter whose name ends in the carriage "
		       "return: \"No such file or directory (os error 2)\" though the file is "
		       "there, or \"Illegal option -\".",
		.fix = "RUN sed -i 's/\\r$//' FILE, and `*.sh text eol=lf` in .gitattributes",
		CROSS(judge_carriage_return),
		.hit = IMAGE(RUNS) SCRIPT "#!/bin/sh\r\nexec node\r\n" SHELL,
		.miss = IMAGE(RUNS) SCRIPT "#!/bin/sh\nexec node\r\n" SHELL,
	},
	{
		.id = "cross-script-interpreter",
		.title = "Script whose interpreter is not there",
		.why = "The machine's log says \"No such file or directory (os error 2)\" "
		       "though the script is there: what its first line names is not.",
		.fix = "Install the interpreter in the last stage (Alpine has no bash), or "
		       "name one that is there.",
		CROSS(judge_interpreter),
		.hit = IMAGE(RUNS) SCRIPT "#!/bin/bash\n" SHELL,
		.miss = IMAGE(RUNS) SCRIPT "#!/bin/sh\n" SHELL,
	},
	{
		.id = "cross-loader-missing",
		.title = "Program for another C library",
		.why = "A program for glibc does not start on Alpine, nor one for musl on "
		       "Debian: \"No such file or directory (os error 2)\" though the file is "
		       "there.",
		.fix = "Build it on the image that runs it, link it statically, or take a base "
		       "image of the same family.",
		CROSS(judge_loader),
		.hit = IMAGE(RUNS) PROGRAM "\n" SHELL,
		.miss = IMAGE(RUNS) PROGRAM "\n" LOADER,
	},
	{
		.id = "cross-library-missing",
		.title = "Shared library that is not there",
		.why = "The program ends at once with \"error while loading shared libraries: "
		       "...: cannot open shared object file\".",
		.fix = "Install the library's package in the last stage of the Dockerfile.",
		CROSS(judge_library),
		.hit = IMAGE(RUNS) PROGRAM "library=libpq.so.5\n" LOADER,
		.miss = IMAGE(RUNS) PROGRAM "library=libpq.so.5\n" LOADER
			"=== file usr/lib/x86_64-linux-gnu/libpq.so.5\nELF \n",
	},
	{
		.id = "cross-glibc-too-old",
		.title = "Program for a newer C library",
		.why = "The program was built on a newer system than the image: \"version "
		       "`GLIBC_2.38' not found\".",
		.fix = "Build on the release that runs it: the same FROM in both stages.",
		CROSS(judge_glibc),
		.hit = IMAGE(RUNS) PROGRAM "library=libc.so.6 wants=GLIBC_2.38\n" LOADER
			"=== file lib/libc.so.6\nELF has=GLIBC_2.36\n",
		.miss = IMAGE(RUNS) PROGRAM "library=libc.so.6 wants=GLIBC_2.34\n" LOADER
			"=== file lib/libc.so.6\nELF has=GLIBC_2.36\n",
	},
	{
		.id = "cross-workdir-missing",
		.title = "WORKDIR that is not there",
		.why = "The machine changes to it before anything starts: \"No such file or "
		       "directory (os error 2)\".",
		.fix = "Correct WORKDIR, or make the folder in the last stage.",
		CROSS(judge_workdir),
		.hit = IMAGE("\"WorkingDir\":\"/srv/app\"," RUNS) "=== file app/serve\nELF \n",
		.miss = IMAGE("\"WorkingDir\":\"/app\"," RUNS) "=== file app/serve\nELF \n",
	},
};
const size_t fi_rules_cross_run_n = sizeof(fi_rules_cross_run) / sizeof(fi_rules_cross_run[0]);
