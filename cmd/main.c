#include <stdio.h>
#include <string.h>

#include "cmd/command.h"

static enum status unknown(const char *word)
{
	const char *near = command_near(word);

	if (near)
		say_error("there is no command \"%s\"; did you mean \"flyimg %s\"?",
			word, near);
	else if (word[0] == '-')
		say_error("there is no option \"%s\" before a command; type: flyimg "
			  "check %s",
			word, word);
	else
		say_error("there is no command \"%s\"; to judge an image type: flyimg "
			  "check "
			  "%s",
			word, word);
	return STATUS_USAGE;
}

static enum status run(const struct command *c, int argc, char **argv)
{
	struct options o = { 0 };
	struct fi_err err = { 0 };
	enum status s;

	if (options_parse(&o, c->options, argc, argv, &err) != FI_OK) {
		say_error("%s", err.text);
		s = STATUS_USAGE;
	} else if (o.help) {
		help_print(stdout, c);
		s = status_flushed(STATUS_CLEAN);
	} else {
		s = c->run(&o);
	}
	options_done(&o);
	return s;
}

static enum status dispatch(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	const struct command *c = command_find(word);

	if (c)
		return run(c, argc - 2, argv + 2);
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
		(void)printf("flyimg %s\n", FI_VERSION);
		return status_flushed(STATUS_CLEAN);
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
		help_print(stdout, NULL);
		return status_flushed(STATUS_CLEAN);
	}
	if (argc > 1)
		return unknown(word);
	help_print(stderr, NULL);
	return STATUS_USAGE;
}

int main(int argc, char **argv)
{
	return (int)dispatch(argc, argv);
}
