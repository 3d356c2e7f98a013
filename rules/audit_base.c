#include "rules/audit_parts.h"

#include <stdlib.h>

/* A base image is where chains of layers part, or where one ends that others go on from. */

struct node {
	uint32_t parent, layer, depth;
	uint32_t passing, ending, children;
	uint32_t image; /* one that passes */
	uint32_t ends;	/* one that ends here, FI_AUDIT_NONE */
	uint32_t base;	/* number of the base, FI_AUDIT_NONE */
};

struct forest {
	struct node *nodes;
	size_t n, cap;
	struct fi_audit_map map;
	uint32_t *tops; /* the last node of each image */
};

struct node_key {
	const struct forest *f;
	uint32_t parent, layer;
};

static bool same_node(const void *self, uint32_t value, const void *key)
{
	const struct node_key *k = key;
	const struct node *n = &k->f->nodes[value];

	(void)self;
	return n->parent == k->parent && n->layer == k->layer;
}

static int64_t take_node(struct forest *f, uint32_t parent, uint32_t layer, uint32_t image)
{
	struct node_key key = { f, parent, layer };
	uint32_t numbers[] = { parent, layer };
	struct fi_audit_slot *s = fi_audit_map_slot(&f->map,
		fi_audit_hash_end(fi_audit_hash_more(FI_AUDIT_HASH, numbers, sizeof(numbers))), same_node, NULL,
		&key);

	if (!s)
		return -1;
	if (s->value)
		return s->value - 1;
	if (!fi_grow(&f->nodes, &f->cap, f->n + 1, sizeof(*f->nodes)))
		return -1;
	f->nodes[f->n] = (struct node){ .parent = parent,
		.layer = layer,
		.depth = parent == FI_AUDIT_NONE ? 1 : f->nodes[parent].depth + 1,
		.image = image,
		.ends = FI_AUDIT_NONE,
		.base = FI_AUDIT_NONE };
	if (parent != FI_AUDIT_NONE)
		f->nodes[parent].children++;
	fi_audit_map_put(&f->map, s, f->n);
	return (int64_t)f->n++;
}

static bool grow_forest(const struct fi_audit *a, struct forest *f)
{
	f->tops = calloc(a->nimages + 1, sizeof(*f->tops));
	if (!f->tops)
		return false;
	for (size_t i = 0; i < a->nimages; i++) {
		const struct fi_audit_image *img = &a->images[i];
		uint32_t at = FI_AUDIT_NONE;

		for (uint32_t k = 0; k < img->nlayers; k++) {
			int64_t n = img->layers[k] == FI_AUDIT_NONE ?
				FI_AUDIT_NONE :
				take_node(f, at, img->layers[k], (uint32_t)i);

			if (n < 0)
				return false;
			if (n == FI_AUDIT_NONE)
				break; /* nobody knows what it is, so nothing above is shared */
			at = (uint32_t)n;
			f->nodes[at].passing++;
		}
		f->tops[i] = at;
		if (at == FI_AUDIT_NONE)
			continue;
		f->nodes[at].ending++;
		if (f->nodes[at].ends == FI_AUDIT_NONE)
			f->nodes[at].ends = (uint32_t)i;
	}
	return true;
}

/* Something is built on it, and it is where images part or where one ends. */
static bool is_base(const struct node *n)
{
	return n->passing >= 2 && n->passing > n->ending && (n->children >= 2 || n->ending);
}

static bool make_bases(struct fi_audit *a, struct forest *f)
{
	/* A parent's number is always the smaller one. */
	for (size_t i = 0; i < f->n; i++) {
		struct node *n = &f->nodes[i];
		uint32_t below = n->parent == FI_AUDIT_NONE ? FI_AUDIT_NONE :
							      f->nodes[n->parent].base;
		struct fi_audit_base *b;

		n->base = below;
		if (!is_base(n))
			continue;
		if (!fi_grow(&a->bases, &a->cap_bases, a->nbases + 1, sizeof(*b)))
			return false;
		b = &a->bases[a->nbases];
		*b = (struct fi_audit_base){ .name = "",
			.top = n->layer,
			.nlayers = n->depth,
			.image = n->image,
			.images = n->passing - n->ending,
			.parent = below };
		if (n->ends != FI_AUDIT_NONE)
			b->name = a->images[n->ends].names[0];
		n->base = (uint32_t)a->nbases++;
	}
	return true;
}

/* The largest base below an image's own top; it is not its own base. */
static uint32_t base_of_image(const struct forest *f, uint32_t top)
{
	const struct node *n;

	if (top == FI_AUDIT_NONE)
		return FI_AUDIT_NONE;
	n = &f->nodes[top];
	if (!is_base(n))
		return n->base;
	return n->parent == FI_AUDIT_NONE ? FI_AUDIT_NONE : f->nodes[n->parent].base;
}

/* The smallest base of an image that has its layer `at`; FI_AUDIT_NONE: its own. */
static uint32_t base_of_layer(const struct fi_audit *a, uint32_t base, int at)
{
	uint32_t found = FI_AUDIT_NONE;

	for (; base != FI_AUDIT_NONE && (int64_t)a->bases[base].nlayers > at;
		base = a->bases[base].parent)
		found = base;
	return found;
}

static enum fi_code count_bases(struct fi_audit *a)
{
	struct fi_audit_pair *pairs = calloc(a->nseen + 1, sizeof(*pairs));
	size_t n = 0;

	if (!pairs)
		return FI_ENOMEM;
	for (uint32_t i = 0; i < a->nseen; i++) {
		const struct fi_audit_seen *s = &a->seen[i];
		uint32_t base = s->layer < 0 ?
			FI_AUDIT_NONE :
			base_of_layer(a, a->images[s->image].base, s->layer);

		if (base != FI_AUDIT_NONE)
			pairs[n++] = (struct fi_audit_pair){ base, fi_audit_finding_of(a, i) };
	}
	n = fi_audit_unique(pairs, n);
	for (size_t i = 0; i < n; i++) {
		struct fi_audit_base *b = &a->bases[pairs[i].what];
		const struct fi_audit_finding *f = &a->findings[pairs[i].finding];

		b->findings++;
		b->counts[f->severity]++;
		b->rank += fi_audit_weights[f->severity] * (f->secret ? FI_AUDIT_SECRET_WEIGHT : 1);
	}
	for (size_t i = 0; i < a->nbases; i++)
		a->bases[i].rank *= a->bases[i].images;
	free(pairs);
	return FI_OK;
}

enum fi_code fi_audit_find_bases(struct fi_audit *a)
{
	struct forest f = { 0 };
	bool ok = grow_forest(a, &f) && make_bases(a, &f);

	for (size_t i = 0; ok && i < a->nimages; i++)
		a->images[i].base = base_of_image(&f, f.tops[i]);
	free(f.nodes);
	free(f.map.slots);
	free(f.tops);
	return ok ? count_bases(a) : FI_ENOMEM;
}
