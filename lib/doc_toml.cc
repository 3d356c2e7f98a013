// TOML into a document, by toml++.  The only C++ here: nothing is thrown past it.
#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "lib/doc_build.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wterminate"
#endif
#endif
// toml++ 3.3 asserts on some broken texts ("[.a]"): input must not end the program.
namespace
{
struct broken {
};
} // namespace
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : throw broken())
#define TOML_ASSERT_ASSUME(expr) TOML_ASSERT(expr)
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS  1
#include <toml++/toml.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace
{

enum fi_code convert(struct fi_doc_build *b, const toml::node &node,
	struct fi_doc_place at, unsigned depth, struct fi_doc_value **out);

struct fi_doc_place place(const toml::source_region &r, struct fi_doc_place otherwise)
{
	if (!r.begin)
		return otherwise;
	return { static_cast<unsigned>(r.begin.line),
		static_cast<unsigned>(r.begin.column) };
}

struct entry {
	const toml::key *key;
	const toml::node *node;
	struct fi_doc_place at;
};

// toml++ keeps tables sorted by name; people want them as written.
enum fi_code convert_table(struct fi_doc_build *b, const toml::table &table,
	unsigned depth, struct fi_doc_value *v)
{
	std::vector<entry> entries;
	const struct fi_doc_place here = { v->line, v->column };

	entries.reserve(table.size());
	for (auto it = table.cbegin(); it != table.cend(); ++it)
		entries.push_back(
			{ &it->first, &it->second, place(it->first.source(), here) });
	std::stable_sort(
		entries.begin(), entries.end(), [](const entry &x, const entry &y) {
			return x.at.line != y.at.line ? x.at.line < y.at.line
						      : x.at.column < y.at.column;
		});
	for (const entry &e : entries) {
		struct fi_doc_value *child = nullptr;
		const std::string_view key = e.key->str();
		enum fi_code rc = convert(b, *e.node, e.at, depth + 1, &child);

		if (rc == FI_OK)
			rc = fi_doc_add(b, v, key.data() ? key.data() : "", key.size(),
				e.at.line, e.at.column, child);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

enum fi_code convert_array(struct fi_doc_build *b, const toml::array &array,
	unsigned depth, struct fi_doc_value *v)
{
	const struct fi_doc_place here = { v->line, v->column };

	for (const toml::node &node : array) {
		struct fi_doc_value *child = nullptr;
		enum fi_code rc = convert(b, node, here, depth + 1, &child);

		if (rc == FI_OK)
			rc = fi_doc_add(
				b, v, nullptr, 0, child->line, child->column, child);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

enum fi_code fill(struct fi_doc_build *b, const toml::node &node, unsigned depth,
	struct fi_doc_value *v)
{
	std::ostringstream text;

	switch (node.type()) {
	case toml::node_type::table:
		return convert_table(b, *node.as_table(), depth, v);
	case toml::node_type::array:
		return convert_array(b, *node.as_array(), depth, v);
	case toml::node_type::string: {
		const std::string &s = node.as_string()->get();

		return fi_doc_value_text(b, v, s.data(), s.size());
	}
	case toml::node_type::integer:
		v->integer = node.as_integer()->get();
		v->real = static_cast<double>(v->integer);
		return FI_OK;
	case toml::node_type::floating_point:
		v->real = node.as_floating_point()->get();
		return FI_OK;
	case toml::node_type::boolean:
		v->truth = node.as_boolean()->get();
		return FI_OK;
	case toml::node_type::date:
		text << node.as_date()->get();
		break;
	case toml::node_type::time:
		text << node.as_time()->get();
		break;
	case toml::node_type::date_time:
		text << node.as_date_time()->get();
		break;
	default:
		return FI_OK;
	}
	const std::string s = text.str();

	return fi_doc_value_text(b, v, s.data(), s.size());
}

enum fi_doc_kind kind_of(const toml::node &node)
{
	switch (node.type()) {
	case toml::node_type::table:
		return FI_DOC_TABLE;
	case toml::node_type::array:
		return FI_DOC_LIST;
	case toml::node_type::string:
		return FI_DOC_STRING;
	case toml::node_type::integer:
		return FI_DOC_INT;
	case toml::node_type::floating_point:
		return FI_DOC_FLOAT;
	case toml::node_type::boolean:
		return FI_DOC_BOOL;
	case toml::node_type::date:
	case toml::node_type::time:
	case toml::node_type::date_time:
		return FI_DOC_DATE;
	default:
		return FI_DOC_NULL;
	}
}

// `at` is used for what has no place of its own: a table that dotted keys imply.
enum fi_code convert(struct fi_doc_build *b, const toml::node &node,
	struct fi_doc_place at, unsigned depth, struct fi_doc_value **out)
{
	const struct fi_doc_place here = place(node.source(), at);
	struct fi_doc_value *v;
	enum fi_code rc = FI_OK;

	if (node.is_table() || node.is_array())
		rc = fi_doc_deeper(b, depth, here.line, here.column);
	if (rc != FI_OK)
		return rc;
	v = fi_doc_value_new(b, kind_of(node), here.line, here.column);
	if (!v)
		return b->err->code;
	rc = fill(b, node, depth, v);
	if (rc == FI_OK)
		*out = v;
	return rc;
}

// toml++ frees a chain of tables by recursion and bounds neither dotted keys nor
// headers, so "a.a.a..." of a megabyte would end in a stack overflow.  This reads
// the text as far as strings and comments go, and counts open brackets, and dots
// and brackets of one line, outside of them.
class depth_guard
{
      public:
	depth_guard(struct fi_doc_build *build, std::string_view text)
	    : b(build), s(text)
	{
	}

	enum fi_code run()
	{
		while (i < s.size()) {
			const char c = s[i];

			if (c == '"' || c == '\'')
				skip_string(c);
			else if (c == '#')
				i = std::min(s.find('\n', i), s.size());
			else
				take(c);
			if (open > FI_DOC_DEPTH || dots > FI_DOC_DEPTH)
				return fi_doc_deeper(b, FI_DOC_DEPTH, line,
					static_cast<unsigned>(i - line_start + 1));
		}
		return FI_OK;
	}

      private:
	void take(char c)
	{
		i++;
		if (c == '\n') {
			line++;
			line_start = i;
			dots = 0;
		} else if (c == '[' || c == '{') {
			open++;
		} else if ((c == ']' || c == '}') && open) {
			open--;
		} else if (c == '.') {
			dots++;
		} else if (c == ',' || c == '=') {
			dots = 0;
		}
	}

	void skip_string(char quote)
	{
		const bool escapes = quote == '"';
		const std::string three(3, quote);
		const bool many = s.substr(i, 3) == three;

		i += many ? 3 : 1;
		while (i < s.size()) {
			if (escapes && s[i] == '\\' && i + 1 < s.size()) {
				i += s[i + 1] == '\n' ? 1 : 2;
				continue;
			}
			if (many ? s.substr(i, 3) == three : s[i] == quote) {
				// Up to two more quotes may belong to the content.
				for (i += many ? 3 : 1;
					many && i < s.size() && s[i] == quote;)
					i++;
				return;
			}
			if (s[i] == '\n') {
				if (!many)
					return;
				line++;
				line_start = i + 1;
			}
			i++;
		}
	}

	struct fi_doc_build *b;
	std::string_view s;
	size_t i = 0, line_start = 0;
	unsigned line = 1, open = 0, dots = 0;
};

enum fi_code read(struct fi_doc_build *b, std::string_view text)
{
	enum fi_code rc;

	// toml++ lets it pass; go-toml, and so flyctl, does not.
	if (text.substr(0, 3) == "\xef\xbb\xbf")
		return fi_doc_fail(
			b, FI_EFORMAT, 1, 1, "the file starts with a byte order mark");
	rc = depth_guard(b, text).run();
	if (rc != FI_OK)
		return rc;
	try {
		const toml::table table = toml::parse(text);

		return convert(b, table, { 1, 1 }, 0, &b->doc->root);
	} catch (const toml::parse_error &e) {
		const struct fi_doc_place at = place(e.source(), { 0, 0 });

		return fi_doc_fail(b, FI_EFORMAT, at.line, at.column, "%s",
			std::string(e.description()).c_str());
	}
}

} // namespace

extern "C" enum fi_code fi_doc_read_toml(
	struct fi_doc_build *b, const char *text, size_t n)
{
	try {
		return read(b, std::string_view(text, n));
	} catch (const std::bad_alloc &) {
		return fi_doc_fail(b, FI_ENOMEM, 0, 0, "out of memory");
	} catch (const std::exception &e) {
		return fi_doc_fail(b, FI_EFORMAT, 0, 0, "%s", e.what());
	} catch (const broken &) {
		return fi_doc_fail(b, FI_EFORMAT, 0, 0, "not TOML: a key or header is broken");
	} catch (...) {
		return fi_doc_fail(b, FI_EFORMAT, 0, 0, "toml++ gave up");
	}
}
