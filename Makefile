# make          the program, build/plain/flyimg
# make test     everything the tests need, then all tests
# make SAN=address,undefined test   the same under sanitizers
VERSION = 0.1.0
B       = build/$(or $(SAN),plain)
PREFIX ?= /usr/local
PKGS    = libarchive jansson libpcre2-8 zlib libzstd liblzma libcrypto yaml-0.1 libhs

CC       ?= cc
CXX      ?= c++
CFLAGS   ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARN    = -Wall -Wextra -Wshadow -Wpointer-arith -Wformat=2 -Wundef -Wvla
WARN_C  = $(WARN) -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings
ALL_CPP = -I. -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DFI_VERSION='"$(VERSION)"' \
	  $(shell pkg-config --cflags $(PKGS)) $(CPPFLAGS)
SANFLAG = $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all)
ALL_C   = -std=gnu17 $(WARN_C) $(WERROR) $(SANFLAG) -pthread $(CFLAGS)
ALL_CXX = -std=c++17 $(WARN) $(WERROR) $(SANFLAG) $(CXXFLAGS)
ALL_LD  = $(SANFLAG) -pthread $(LDFLAGS)
LIBS    = $(shell pkg-config --libs $(PKGS)) -lbz2 -lm

MODULES = $(wildcard lib/*.c layers/*.c rules/*.c)
OBJ     = $(MODULES:%.c=$(B)/%.o) $(patsubst %.cc,$(B)/%.o,$(wildcard lib/*.cc))
CMD     = $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c))
TESTLIB = $(patsubst %.c,$(B)/%.o,$(wildcard tests/lib_*.c))
TESTS   = $(patsubst %.c,$(B)/%,$(wildcard tests/test_*.c))
FUZZ    = $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz_*.c))

all: $(B)/flyimg

$(B)/flyimg: $(CMD) $(B)/libflyimg.a
	$(CXX) $(ALL_LD) -o $@ $^ $(LIBS)

$(B)/libflyimg.a: $(OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPP) $(ALL_C) -MMD -MP -c -o $@ $<

$(B)/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(CXX) $(ALL_CPP) $(ALL_CXX) -MMD -MP -c -o $@ $<

$(B)/tests/test_%: $(B)/tests/test_%.o $(TESTLIB) $(filter-out $(B)/cmd/main.o,$(CMD)) $(B)/libflyimg.a
	$(CXX) $(ALL_LD) -o $@ $^ $(LIBS) -lcmocka

-include $(shell find $(B) -name '*.d' 2>/dev/null)

clean:
	rm -rf build

.PHONY: all clean
.SECONDARY:
