/* What commands do: run what they downloaded, open files to all, turn checks off. */
#include "rules/dockerfile.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* One command of a script; longer ones are looked at up to here. */
#define COMMAND_MAX 4096

static const enum fi_severity medium = FI_MEDIUM;

/* A piece of script: the RUN's text or a here-document, and a place in it. */
struct script {
	const struct fi_df_instruction *ins;
	const struct fi_df_heredoc *heredoc; /* NULL: the text itself */
	const char *s, *end;
};

typedef const char *fi_look(const char *s, const char *end);

static unsigned line_of(const struct script *x, const char *at)
{
	unsigned line;

	if (!x->heredoc)
		return fi_df_line_at(x->ins, (size_t)(at - x->s));
	line = x->heredoc->line;
	for (const char *p = x->s; p < at; p++)
		line += *p == '\n';
	return line;
}

static bool word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.';
}

static bool separator(const char *p, const char *end)
{
	return *p == ';' || *p == '\n' || (*p == '&' && p + 1 < end && p[1] == '&') ||
		(*p == '|' && p + 1 < end && p[1] == '|');
}

/* The next place where `word` stands as a whole word, or NULL. */
static const char *find_word(const char *s, const char *end, const char *word)
{
	size_t n = strlen(word);
	const char *at = s;

	while ((at = memmem(at, (size_t)(end - at), word, n)) != NULL) {
		bool left = at == s || !word_byte(at[-1]);
		bool right = at + n == end || !word_byte(at[n]);

		if (left && right)
			return at;
		at += n;
	}
	return NULL;
}

static const char *command_end(const char *p, const char *end)
{
	const char *stop = end - p > COMMAND_MAX ? p + COMMAND_MAX : end;

	while (p < stop && !separator(p, end))
		p++;
	return p;
}

/* Look through the text and the here-documents; the first place, or NULL. */
static const char *look_through(const struct fi_df_instruction *ins, fi_look *look,
	unsigned *line)
{
	struct script x = { .ins = ins, .s = ins->text, .end = ins->text + strlen(ins->text) };
	const char *at = look(x.s, x.end);

	for (size_t i = 0; !at && i < ins->nheredocs; i++) {
		x.heredoc = &ins->heredocs[i];
		x.s = x.heredoc->text;
		x.end = x.s + strlen(x.s);
		at = look(x.s, x.end);
	}
	if (at)
		*line = line_of(&x, at);
	return at;
}

static void each_run(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	fi_look *look, const char *message)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];
		struct fi_spot spot = fi_df_spot(c, ins->line, NULL);

		if (ins->kind == FI_DF_RUN && look_through(ins, look, &spot.line))
			fi_report(out, c, r, &spot, "%s", message);
	}
}

/* ---- curl | sh ---- */

static bool is_interpreter(const char *p, size_t n)
{
	static const char *const names[] = { "sh", "bash", "zsh", "dash", "ash", "ksh", "python",
		"python2", "python3", "perl", "ruby", "node", "php" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == n && memcmp(p, names[i], n) == 0)
			return true;
	return false;
}

/* Is the command behind a '|' an interpreter, sudo and its options apart? */
static bool interprets(const char *p, const char *end)
{
	for (;;) {
		const char *word, *base;

		while (p < end && (isspace((unsigned char)*p) || *p == '\\'))
			p++;
		for (word = base = p; p < end && (word_byte(*p) || *p == '/' || *p == '='); p++)
			if (*p == '/')
				base = p + 1;
		if (p == word)
			return false;
		if (is_interpreter(base, (size_t)(p - base)))
			return true;
		if (*word != '-' && !memchr(word, '=', (size_t)(p - word)) &&
			!((size_t)(p - base) == 4 && memcmp(base, "sudo", 4) == 0) &&
			!((size_t)(p - base) == 3 && memcmp(base, "env", 3) == 0))
			return false;
	}
}

/* sh -c "$(curl ...)", bash <(curl ...), eval `curl ...` */
static bool opens_shell(const char *s, const char *at)
{
	const char *p = at, *end;
	size_t n;

	while (p > s && isspace((unsigned char)p[-1]))
		p--;
	if (p == s || (p[-1] != '(' && p[-1] != '`'))
		return false;
	p--;
	if (p > s && (p[-1] == '$' || p[-1] == '<'))
		p--;
	while (p > s && (isspace((unsigned char)p[-1]) || p[-1] == '"' || p[-1] == '\''))
		p--;
	for (end = p; p > s && word_byte(p[-1]);)
		p--;
	n = (size_t)(end - p);
	return is_interpreter(p, n) || (n > 1 && p[0] == '-' && p[n - 1] == 'c') ||
		(n == 1 && p[0] == '.') || (n == 4 && memcmp(p, "eval", 4) == 0) ||
		(n == 6 && memcmp(p, "source", 6) == 0);
}

static bool piped_to_shell(const char *at, const char *end)
{
	const char *stop = command_end(at, end);

	for (const char *p = at; p < stop; p++)
		if (*p == '|' && interprets(p + 1, stop))
			return true;
	return false;
}

static const char *downloads_and_runs(const char *s, const char *end)
{
	static const char *const tools[] = { "curl", "wget" };

	for (size_t i = 0; i < 2; i++) {
		const char *at = s;

		while ((at = find_word(at, end, tools[i])) != NULL) {
			if (piped_to_shell(at, end) || opens_shell(s, at))
				return at;
			at += 4;
		}
	}
	return NULL;
}

void fi_df_curl_pipe_sh(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_run(c, r, out, downloads_and_runs,
		"RUN runs what it downloads without looking at it: whoever controls that address, "
		"or the way to it, builds your image.");
}

/* ---- sudo ---- */

static const char *uses_sudo(const char *s, const char *end)
{
	const char *at = find_word(s, end, "sudo");

	/* "apt-get remove sudo" is the opposite. */
	if (at && at - s >= 7 &&
		(memcmp(at - 7, "remove ", 7) == 0 || memcmp(at - 6, "purge ", 6) == 0))
		return NULL;
	return at ? at : memmem(s, (size_t)(end - s), "NOPASSWD", 8);
}

void fi_df_sudo(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_run(c, r, out, uses_sudo,
		"RUN uses or installs sudo: a build has no need of it, and at run time it is a "
		"way from the app's user to root.");
}

/* ---- chmod 777 ---- */

/* "777", "0666", "a+rwx", "o=rw": may everybody write? */
static bool world_writable(const char *p, size_t n)
{
	bool others = false;
	size_t i = 0;

	if (n >= 3 && n <= 4 && strspn(p, "01234567") >= n)
		return (p[n - 1] & 2) && !(n == 4 && p[0] == '1');
	for (; i < n && strchr("ugoa", p[i]); i++)
		others |= p[i] == 'o' || p[i] == 'a';
	if (!others || i == n || (p[i] != '+' && p[i] != '='))
		return false;
	return memchr(p + i, 'w', n - i) != NULL;
}

static const char *opens_to_all(const char *s, const char *end)
{
	const char *at = s;

	while ((at = find_word(at, end, "chmod")) != NULL) {
		const char *stop = command_end(at, end), *p = at + 5;

		while (p < stop) {
			size_t n = 0;

			while (p < stop && isspace((unsigned char)*p))
				p++;
			while (p + n < stop && !isspace((unsigned char)p[n]))
				n++;
			if (n && *p != '-') {
				if (world_writable(p, n))
					return at;
				break; /* the mode is the first that is no option */
			}
			p += n;
		}
		at += 5;
	}
	return NULL;
}

void fi_df_chmod_777(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_run(c, r, out, opens_to_all,
		"RUN lets every user write to files of the image: code that gets in as the app's "
		"user can change what runs next.");
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const char *mode = fi_df_flag(&c->dockerfile->list[i], "chmod");
		struct fi_spot spot = fi_df_spot(c, c->dockerfile->list[i].line, NULL);

		if (mode && world_writable(mode, strlen(mode)))
			fi_report(out, c, r, &spot, "--chmod=%.20s lets every user write to the "
				"copied files.", mode);
	}
}

/* ---- checks turned off ---- */

static const char *insecure_curl(const char *s, const char *end)
{
	const char *at = s;

	while ((at = find_word(at, end, "curl")) != NULL) {
		const char *stop = command_end(at, end);

		for (const char *p = at + 4; p < stop && *p != '|'; p++) {
			size_t n = 0;

			if (*p != '-' || !isspace((unsigned char)p[-1]))
				continue;
			while (p + 1 + n < stop && isalpha((unsigned char)p[1 + n]))
				n++;
			if (memchr(p + 1, 'k', n) || strncmp(p, "--insecure", 10) == 0)
				return at;
		}
		at += 4;
	}
	return NULL;
}

static const char *turns_checks_off(const char *s, const char *end)
{
	static const char *const ways[] = { "--no-check-certificate",
		"NODE_TLS_REJECT_UNAUTHORIZED=0", "strict-ssl false", "strict-ssl=false",
		"GIT_SSL_NO_VERIFY=", "http.sslVerify false", "http.sslverify false",
		"http.sslVerify=false", "PYTHONHTTPSVERIFY=0", "--trusted-host",
		"--allow-unauthenticated", "--nogpgcheck", "--no-gpg-checks", "--force-yes",
		"--allow-untrusted", "[trusted=yes]" };

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		const char *at = memmem(s, (size_t)(end - s), ways[i], strlen(ways[i]));

		if (at)
			return at;
	}
	return insecure_curl(s, end);
}

void fi_df_tls_off(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_run(c, r, out, turns_checks_off,
		"RUN turns off the check of certificates or signatures: whoever sits on the way "
		"can put their own files into the image.");
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];
		struct fi_spot spot = fi_df_spot(c, ins->line, NULL);

		if (ins->kind == FI_DF_ENV &&
			turns_checks_off(ins->text, ins->text + strlen(ins->text)))
			fi_report(out, c, r, &spot,
				"ENV turns off the check of certificates, in the build and in the "
				"running app.");
	}
}

/* ---- ADD URL ---- */

static bool is_url(const char *s)
{
	return strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0;
}

void fi_df_add_url(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];

		if (ins->kind != FI_DF_ADD || fi_df_flag(ins, "checksum"))
			continue;
		for (size_t k = 0; k + 1 < ins->words.n; k++) {
			const char *url = ins->words.v[k];
			struct fi_spot spot = fi_df_spot(c, ins->line, NULL);

			/* A Git repository is pinned by its #commit, not by --checksum. */
			if (!is_url(url) || strstr(url, ".git"))
				continue;
			spot.severity = strncasecmp(url, "http://", 7) == 0 ? &medium : NULL;
			fi_report(out, c, r, &spot,
				"ADD takes whatever that address serves on the day of the build%s.",
				spot.severity ? ", over a connection that anyone on the way can change" :
						"");
		}
	}
}
