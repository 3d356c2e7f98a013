/* valid_url.c - is the password in a URL one that opens something? */
#include "rules/valid.h"
#include "rules/worth.h"

#include <string.h>
#include <strings.h>

/* The parts around the password, cut out of the match; borrowed. */
struct parts {
	const char *user;
	size_t user_n;
	const char *host;
	size_t host_n;
};

/* False if the match is no user:password@host after all. */
static bool split(const struct fi_candidate *c, struct parts *p)
{
	const char *end = c->around + c->around_n;
	const char *scheme = memmem(c->match, c->match_n, "://", 3);
	const char *at = c->value + c->n;

	if (!scheme || scheme + 3 > c->value || at >= end || *at != '@')
		return false;
	p->user = scheme + 3;
	p->user_n = (size_t)(c->value - p->user);
	if (p->user_n && c->value[-1] == ':')
		p->user_n--;
	p->host = at + 1;
	p->host_n = 0;
	if (p->host < end && *p->host == '[') {
		const char *close = memchr(p->host, ']', (size_t)(end - p->host));

		p->host_n = close ? (size_t)(close + 1 - p->host) : 0;
		return close != NULL;
	}
	while (p->host + p->host_n < end &&
		!strchr("/?#:, \t\r\n\"'`<>\\)", p->host[p->host_n]) && p->host_n < 255)
		p->host_n++;
	return p->host_n > 0;
}

static bool equals(const char *s, size_t n, const char *word)
{
	return n == strlen(word) && strncasecmp(s, word, n) == 0;
}

static bool ends(const char *s, size_t n, const char *word)
{
	size_t k = strlen(word);

	return n >= k && strncasecmp(s + n - k, word, k) == 0;
}

static bool in(const char *s, size_t n, const char *const *list)
{
	for (; *list; list++)
		if (equals(s, n, *list))
			return true;
	return false;
}

/* Hosts of documentation (RFC 2606). */
static bool is_example_domain(const struct parts *p)
{
	static const char *const tails[] = { "example.com", "example.org", "example.net",
		"example.edu", "example.co", ".test", ".invalid", "example", NULL };

	for (size_t i = 0; tails[i]; i++)
		if (ends(p->host, p->host_n, tails[i]) &&
			(p->host_n == strlen(tails[i]) || tails[i][0] == '.' ||
				(p->host[p->host_n - strlen(tails[i]) - 1] == '.' &&
					strchr(tails[i], '.'))))
			return true;
	return false;
}

/* Words for "put the host here". */
static bool is_no_host(const struct parts *p, const char *pass, size_t n)
{
	static const char *const words[] = { "host", "hostname", "server", "servername",
		"your-host", "yourhost", "domain", "domain.com", "your-domain.com",
		"yourdomain.com", "mydomain.com", "myhost", "somehost", "somewhere",
		"foo", "bar", "foo.com", "bar.com", "foo.bar", "google.com",
		"www.google.com", "test.com", "address", "ip", "url", "site.com",
		"proxy", "proxyhost", "proxy-server", "myproxy", "proxy.com", "proxy.server",
		"service.com", "api.com", "company.com", NULL };

	if (p->host_n == 1 && fi_worth_of(pass, n) != FI_WORTH_RANDOM)
		return true; /* "h", "x" */
	return in(p->host, p->host_n, words) || fi_template(p->host, p->host_n);
}

static bool is_local(const struct parts *p)
{
	static const char *const words[] = { "localhost", "127.0.0.1", "[::1]", "0.0.0.0",
		"host.docker.internal", "localhost.localdomain", NULL };

	return in(p->host, p->host_n, words) || ends(p->host, p->host_n, ".localhost");
}

/* What documentation calls a password; elsewhere it may be a careless real one. */
static bool is_word_for_password(const char *s, size_t n)
{
	static const char *const words[] = { "pass", "passwd", "password", "pwd", "pw",
		"pswd", "secret", "mypass", "mypassword", "token", "p", "pa", "foo", "bar",
		"baz", "x", "y", "xxx", "xx", "asdf", "passw0rd", "somepass", "somepassword",
		"authtoken", "auth", "apikey", "api_key", "x-oauth-basic", "key", "b", "1",
		"anonymous", "guest", NULL };

	return in(s, n, words);
}

/* "proxyuser:proxypass": the same word before "user" and before "pass". */
static bool mirrors_user(const struct parts *p, const char *s, size_t n)
{
	size_t head = p->user_n > 4 ? p->user_n - 4 : 0;

	return head && ends(p->user, p->user_n, "user") && n >= head &&
	       strncasecmp(p->user, s, head) == 0 &&
	       is_word_for_password(s + head, n - head);
}

/* "oplog_reader:oplog_reader_password": what a manual writes for both. */
static bool repeats_user(const struct parts *p, const char *s, size_t n)
{
	if (p->user_n < 3 || n < p->user_n || strncasecmp(p->user, s, p->user_n) != 0)
		return false;
	s += p->user_n;
	n -= p->user_n;
	if (n && strchr("_-.", *s))
		s++, n--;
	return n == 0 || is_word_for_password(s, n);
}

static const char weak[] =
	"The password is a word that documentation uses; if it is the real one, it is a weak one.";
static const char example[] = "The host is one of examples.";
static const char borrowed[] = "The file is of a package or of its documentation.";
static const char local[] = "The host is this machine itself.";

void fi_check_url_password(const struct fi_candidate *c, struct fi_verdict *v)
{
	struct parts p;
	bool word, dotted;

	if (!split(c, &p) || fi_template(c->value, c->n) || fi_template(p.user, p.user_n) ||
		is_no_host(&p, c->value, c->n)) {
		v->drop = true;
		return;
	}
	if (is_example_domain(&p)) {
		fi_verdict_lower(v, FI_LOW, example);
		v->drop = (c->n > 8 && fi_weighed_placeholder_token(c->weighed, c->value, c->n)) ||
			  fi_candidate_is_borrowed(c);
		return;
	}
	dotted = (memchr(p.host, '.', p.host_n) || p.host[0] == '[') && !is_local(&p);
	if (mirrors_user(&p, c->value, c->n) || (equals(p.user, p.user_n, "user") &&
				    fi_weighed_worth(c->weighed, c->value, c->n) == FI_WORTH_WORD))
		fi_verdict_lower(v, FI_LOW, weak);
	word = is_word_for_password(c->value, c->n) ||
	       (p.user_n == c->n && strncasecmp(p.user, c->value, c->n) == 0) ||
	       repeats_user(&p, c->value, c->n) ||
	       fi_weighed_placeholder(c->weighed, c->value, c->n);
	if (word && (!dotted || fi_weighed_placeholder_token(c->weighed, c->value, c->n) ||
			    is_word_for_password(c->value, c->n)))
		v->drop = true;
	else if (word)
		fi_verdict_lower(v, FI_MEDIUM, weak);
	else if (is_local(&p))
		fi_verdict_lower(v, FI_LOW, local);
	/* Anonymous logins of public servers fill changelogs and manuals. */
	if (v->severity <= FI_MEDIUM && fi_candidate_is_borrowed(c))
		fi_verdict_lower(v, FI_LOW, borrowed);
}
