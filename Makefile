# make             the program, build/plain/flyimg; V=1 shows the commands
# make test        all tests; with SAN=address,undefined under sanitizers
# make deps        installs what all of this needs (Debian 12, Ubuntu 24.04; root or sudo)
# make demo        judges the sample image; lint, fuzz, bench, install, uninstall, clean
VERSION = 0.1.0
B       = build/$(or $(SAN),plain)
PREFIX ?= /usr/local
export FLYIMG_CACHE ?= # what is run from here reads every layer
PKGS    = libarchive jansson libpcre2-8 zlib libzstd liblzma libcrypto yaml-0.1 libhs sqlite3
DEPS    = build-essential pkg-config libarchive-dev libjansson-dev libpcre2-dev \
	  zlib1g-dev libisal-dev libzstd-dev liblzma-dev libbz2-dev libssl-dev libyaml-dev \
	  libxxhash-dev libtomlplusplus-dev libvectorscan-dev libsqlite3-dev libcmocka-dev \
	  python3 python3-jsonschema zstd xz-utils bzip2

# CFLAGS, CXXFLAGS, CPPFLAGS, LDFLAGS and WERROR=-Werror belong to who builds.
CFLAGS   ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARN    = -Wall -Wextra -Wshadow -Wpointer-arith -Wformat=2 -Wundef -Wvla
WARN_C  = $(WARN) -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings
# ISA-L inflates twice as fast as zlib, which does where ISA-L is not to be had.
ISAL   ?= $(shell pkg-config --exists libisal && echo libisal)
ALL_CPP = -I. -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DFI_VERSION='"$(VERSION)"' \
	  $(shell pkg-config --cflags $(PKGS) $(ISAL)) $(if $(ISAL),-DFI_ISAL) $(CPPFLAGS)
SANFLAG = $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all)
ALL_C   = -std=gnu17 $(WARN_C) $(WERROR) $(SANFLAG) -pthread $(CFLAGS)
ALL_CXX = -std=c++17 $(WARN) $(WERROR) $(SANFLAG) $(CXXFLAGS)
ALL_LD  = $(SANFLAG) -pthread $(LDFLAGS)
LIBS    = $(shell pkg-config --libs $(PKGS) $(ISAL)) -lbz2 -lm
Q       = $(if $(V),,@echo "  $(1)  $@" &&)

OBJ     = $(patsubst %,$(B)/%.o,$(basename $(wildcard lib/*.c lib/*.cc layers/*.c rules/*.c)))
# LITERALS=none for another machine than this one: the program starts slower then.
BUILT   = $(B)/$(if $(LITERALS),rules/gen/$(LITERALS),literals).o
CMD     = $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c))
TESTLIB = $(patsubst %.c,$(B)/%.o,$(wildcard tests/lib_*.c)) \
	  $(filter-out $(B)/cmd/main.o,$(CMD)) $(B)/libflyimg.a
TESTS   = $(patsubst %.c,$(B)/%,$(wildcard tests/test_*.c))
FUZZ    = $(patsubst %.c,$(B)/%,$(filter-out tests/fuzz_main.c,$(wildcard tests/fuzz_*.c)))
# What install puts below PREFIX and uninstall takes away: place:file:mode
FILES   = bin/flyimg:$(B)/flyimg:755 share/man/man1/flyimg.1:$(B)/flyimg.1:644 \
	  share/bash-completion/completions/flyimg:packaging/flyimg.bash:644 \
	  share/zsh/site-functions/_flyimg:packaging/flyimg.zsh:644

define PUT
install -D -m $(word 3,$(1)) $(word 2,$(1)) '$(DESTDIR)$(PREFIX)/$(word 1,$(1))'

endef

all: $(B)/flyimg

$(B)/flyimg: $(CMD) $(B)/libflyimg.a
	$(call Q,LD )$(CXX) $(ALL_LD) -Wl,--build-id=sha1 -o $@ $^ $(LIBS)

$(B)/libflyimg.a: $(OBJ) $(BUILT)
	$(call Q,AR )rm -f $@ && $(AR) rcs $@ $^

# All literals, compiled once here instead of at every start.
$(B)/rules/gen/literals: $(B)/rules/gen/literals.o $(B)/rules/gen/none.o $(OBJ)
	$(call Q,LD )$(CXX) $(ALL_LD) -o $@ $^ $(LIBS)

$(B)/literals.c: $(B)/rules/gen/literals
	$(call Q,GEN)$< >$@

$(B)/literals.o: $(B)/literals.c Makefile
	$(call Q,CC )$(CC) $(ALL_CPP) $(ALL_C) -c -o $@ $<

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call Q,CC )$(CC) $(ALL_CPP) $(ALL_C) -MMD -MP -c -o $@ $<

# The page has them in it.
$(B)/cmd/report_html_page.o: $(wildcard cmd/html/*)

$(B)/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(call Q,CXX)$(CXX) $(ALL_CPP) $(ALL_CXX) -MMD -MP -c -o $@ $<

$(TESTS): $(B)/tests/test_%: $(B)/tests/test_%.o $(TESTLIB)
	$(call Q,LD )$(CXX) $(ALL_LD) $(WRAP) -o $@ $^ $(LIBS) -lcmocka

# Every allocation of ours passes tests/alloc.c there, so that it can be refused.
$(B)/tests/test_alloc: $(B)/tests/alloc.o
$(B)/tests/test_alloc: WRAP = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc \
	-Wl,--wrap=strdup,--wrap=strndup,--wrap=asprintf,--wrap=vasprintf,--wrap=reallocarray

# A fuzz target replays its corpus; `make fuzz` gives it libFuzzer instead of fuzz_main.
FUZZMAIN = $(B)/tests/fuzz_main.o
$(B)/tests/fuzz_%.o: WARN_C += -Wno-missing-prototypes
$(FUZZ): $(B)/tests/fuzz_%: $(B)/tests/fuzz_%.o $(FUZZMAIN) $(TESTLIB)
	$(call Q,LD )$(CXX) $(ALL_LD) $(FUZZLD) -o $@ $^ $(LIBS) -lcmocka

$(B)/flyimg.1: $(B)/flyimg
	$(call Q,MAN)$< help --man >$@.tmp && mv $@.tmp $@

test: $(B)/flyimg $(TESTS) $(FUZZ)
	@FLYIMG=$(CURDIR)/$(B)/flyimg LOGS=$(B)/log sh tests/run.sh $(TESTS) $(FUZZ) \
		$(wildcard tests/test_*.sh)

everything: $(B)/flyimg $(TESTS) $(FUZZ)
fuzzers: $(FUZZ)
fuzz:
	@$(MAKE) --no-print-directory B=build/fuzz CC=clang CXX=clang++ FUZZMAIN= \
		FUZZLD=-fsanitize=fuzzer CFLAGS='-O1 -g' SANFLAG='-fsanitize=fuzzer-no-link,address,undefined \
		-fno-sanitize-recover=all' fuzzers
	@sh tests/fuzz.sh build/fuzz/tests $(or $(FUZZ_SECONDS),20) $(FUZZ_ONLY)

lint:
	@sh .ci/lint.sh

# Installs popular packages and wants nothing found in them; see docs/quiet.md.
clean-corpora: all
	@FLYIMG=$(CURDIR)/$(B)/flyimg sh tests/clean/run.sh $(CORPORA)

demo: all
	@gzip -dc testdata/demo/image.tar.gz | $(B)/flyimg check -C testdata/demo -; \
	rc=$$?; test $$rc -le 1

readme: all
	@python3 -B tests/readme.py $(B)/flyimg --write

# ARCHIVES=FOLDER with docker.tar, oci-gzip.tar and oci-zstd.tar, or they are made.
bench: all $(B)/bench/rules $(B)/bench/few
	@python3 -B bench/run.py $(B)/flyimg $(B)/bench/rules $(B)/bench/few $(ARCHIVES)

# The program with a catalogue of some rules only.
$(B)/bench/few: $(B)/bench/few.o $(CMD) $(B)/libflyimg.a
	$(call Q,LD )$(CXX) $(ALL_LD) -o $@ $^ $(LIBS)

# Images from 10 MB to 20 GB, made as they are read: two minutes, and no disk.
bench-growth: all
	@python3 -B bench/growth.py $(B)/flyimg $(SIZES)

# Files made to keep the scanner busy, against ordinary ones.
$(B)/bench/worst: $(B)/bench/worst.o $(B)/libflyimg.a
	$(call Q,LD )$(CXX) $(ALL_LD) -o $@ $^ $(LIBS)
bench-worst: all $(B)/bench/worst
	@python3 -B bench/worst.py $(B)/flyimg $(B)/bench/worst $(KINDS)

# Fails when a small check takes 10% more instructions than bench/instructions.txt says.
instructions: all
	@sh bench/instructions.sh $(B)/flyimg $(WRITE)

# What each rule costs over folders of files: make bench-rules FOLDERS='build/clean-corpora/npm'
$(B)/bench/rules: $(B)/bench/rules.o $(B)/libflyimg.a
	$(call Q,LD )$(CXX) $(ALL_LD) -o $@ $^ $(LIBS)
bench-rules: $(B)/bench/rules
	@sh bench/rules.sh $< $(FOLDERS)

install: all $(B)/flyimg.1
	$(foreach f,$(FILES),$(call PUT,$(subst :, ,$(f))))

uninstall:
	rm -f $(foreach f,$(FILES),'$(DESTDIR)$(PREFIX)/$(firstword $(subst :, ,$(f)))')

SUDO    = $(if $(filter-out 0,$(shell id -u)),sudo)
deps:
	$(SUDO) apt-get update -q
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $(DEPS)

compile_commands.json:
	@$(MAKE) -Bn --no-print-directory V=1 all $(TESTS) $(FUZZ) | grep -e ' -c -o ' | sed -e 's/[\\"]/\\&/g' \
	-e 's|.* \([^ ]*\)$$|{"directory":"$(CURDIR)","file":"\1","command":"&"},|' \
	-e '1s/^/[/' -e '$$s/,$$/]/' >$@

clean:
	rm -rf build compile_commands.json

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all test lint fuzz fuzzers everything bench instructions bench-rules bench-growth bench-worst clean-corpora demo readme install uninstall deps clean compile_commands.json
.SECONDARY:
.DELETE_ON_ERROR:
