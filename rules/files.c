/* files.c - the table of files that leak by being there.
 *
 * The scanner finds tokens wherever they lie.  The rules here know what it cannot:
 * that a file of this name holds passwords without a format, that a folder tells a
 * history, that these bytes are a key store.  The judges are in files_*.c.
 */
#include "rules/files.h"

#include "rules/dotenv.h"

/* Configuration files are small; what is behind this is not judged by name. */
#define SMALL (64 << 10)

/* Histories, lock files and dumps are long, and the leak may be anywhere. */
#define LARGE FI_KEEP_MAX

const struct fi_rule fi_rules_files[] = {
	{
		.id = "env-file",
		.title = ".env file in the image",
		.why = "Whoever pulls the image reads every variable of it; a later "
		       "`RUN rm` hides the file but does not remove it from its "
		       "layer.",
		.fix = "Add `**/.env*` to .dockerignore and set the "
		       "variables where the program runs: `fly secrets import < "
		       ".env`.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = FI_DOTENV_GLOB,
		.keep = 256 << 10,
		.judge_file = fi_file_env,
		.hit = "app/.env\n"
		       "NODE_ENV=production\n"
		       "PORT=3000\n",
		.miss = "app/.env.example\n"
			"NODE_ENV=production\n"
			"DB_PASSWORD=changeme\n",
	},
	{
		.id = "env-secret",
		.title = "Secret in a .env file",
		.why = "The value works for anyone who pulls the image or gets at "
		       "its registry.",
		.fix = "Change the secret, add `**/.env*` to "
		       ".dockerignore, and set it with `fly secrets set NAME=- < FILE`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = FI_DOTENV_GLOB,
		.keep = 256 << 10,
		.judge_file = fi_file_env_secret,
		.hit = "app/.env.production\n"
		       "export DB_PASS"
		       "WORD=\"vN4kZ8q"
		       "Tr2Lw7Xc9\"\n",
		.miss = "app/.env\n"
			"DB_PASSWORD=${DB_PASSWORD}\n"
			"DB_PASSWORD_FILE=/run/secrets/db\n"
			"DEBUG_TOKEN=\n",
	},
	{
		.id = "ssh-host-key",
		.title = "SSH host key baked into the image",
		.why = "Every container made from this image has the same host key, "
		       "and whoever pulls it can pretend to be any of them.",
		.fix = "Remove it in the RUN that installs the server (`rm -f "
		       "/etc/ssh/ssh_host_*`) and make keys when the container "
		       "starts: `ssh-keygen -A`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "/etc/ssh/ssh_host_*_key",
		.keep = 4096,
		.judge_file = fi_file_private_key,
		.hit = "etc/ssh/ssh_host_ed25519_key\n"
		       "-----BEGIN OPENSSH PRIV"
		       "ATE KEY-----\n"
		       "b3BlbnNzaC1rZXktdjEAAAAA\n",
		.miss = "etc/ssh/ssh_host_ed25519_key\n"
			"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 root@a\n",
	},
	{
		.id = "putty-key-file",
		.title = "PuTTY private key",
		.why = "It opens every server that knows its public half.",
		.fix = "Add `**/*.ppk` to .dockerignore; replace the key pair on "
		       "the servers; a build that needs it takes `RUN "
		       "--mount=type=ssh`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.ppk",
		.keep = 4096,
		.judge_file = fi_file_private_key,
		.hit = "root/deploy.ppk\n"
		       "PuTTY-User-Key-File-3: ssh-ed25519\n"
		       "Encryption: none\n",
		.miss = "root/notes.ppk\n"
			"keys are made with PuTTYgen\n",
	},
	{
		.id = "private-key-der",
		.title = "Private key in DER form",
		.why = "It is the private half of a key pair: who has it can "
		       "pretend to be the server or sign in its name.",
		.fix = "Add `**/*.key` to .dockerignore; replace the key and its "
		       "certificate; mount it when the container starts.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.key|*.der|*.pk8|*.p8",
		.keep = 64,
		.judge_file = fi_file_der_key,
		.hit = "app/tls/server.key\n"
		       "0\x82\x04\xBD\x02\x01",
		.miss = "app/tls/server.der\n"
			"0\x82\x04\xBD"
			"0\x82",
	},
	{
		.id = "pkcs12-keystore",
		.title = "PKCS#12 key store",
		.why = "It holds private keys; its password often stands in a file "
		       "beside it, or is tried against a word list.",
		.fix = "Add `**/*.p12` to .dockerignore; replace the keys in it; "
		       "mount the store when the container starts.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.p12|*.pfx",
		.keep = 64,
		.judge_file = fi_file_pkcs12,
		.hit = "app/cert.pfx\n"
		       "0\x82\x0A\x10\x02\x01\x03",
		.miss = "app/cert.pfx\n"
			"-----BEGIN CERTIFICATE-----\n",
	},
	{
		.id = "java-keystore",
		.title = "Java key store",
		.why = "It holds private keys behind a password that is often "
		       "`changeit`.",
		.fix = "Add `**/*.jks` to .dockerignore; replace the keys in it; "
		       "mount the store when the container starts.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.jks|*.keystore|*.jceks|*.bks|*.bcfks",
		.keep = 64,
		.judge_file = fi_file_java_keystore,
		.hit = "app/server.jks\n"
		       "\xFE\xED\xFE\xED",
		.miss = "app/truststore.jks\n"
			"\xFE\xED\xFE\xED",
	},
	{
		.id = "keepass-database",
		.title = "KeePass password database",
		.why = "All passwords of a person or team, behind one that can be "
		       "tried without limit.",
		.fix = "Add `**/*.kdbx` to .dockerignore; change the passwords in "
		       "it.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.kdbx|*.kdb",
		.keep = 64,
		.judge_file = fi_file_keepass,
		.hit = "root/team.kdbx\n"
		       "\x03\xD9\xA2\x9A",
		.miss = "root/team.kdbx\n"
			"empty\n",
	},
	{
		.id = "gnupg-secret-keys",
		.title = "GnuPG secret keys",
		.why = "They sign and decrypt in the name of their owner.",
		.fix = "Add `**/.gnupg` to .dockerignore; revoke the keys; sign "
		       "outside the image build.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".gnupg/private-keys-v1.d/*.key|.gnupg/secring.gpg",
		.judge_file = fi_file_present,
		.hit = "root/.gnupg/private-keys-v1.d/0A1B.key\n"
		       "(11:private-key",
		.miss = "root/.gnupg/private-keys-v1.d/0A1B.key\n",
	},
	{
		.id = "aws-credentials-file",
		.title = "AWS credentials file",
		.why = "The keys act as their user in the AWS account: read data, "
		       "start machines, be billed to you.",
		.fix = "Add `**/.aws` to .dockerignore; deactivate the key in IAM; "
		       "use a role, or `RUN "
		       "--mount=type=secret,id=aws,target=/root/.aws/credentials "
		       "...` in a build.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".aws/credentials|.aws/config|aws/credentials|.boto|boto.cfg",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.aws/credentials\n"
		       "[default]\n"
		       "aws_sec"
		       "ret_access_key = Zx8Qw2Er"
		       "5Ty7Ui9Op1As3Df4Gh6Jk8Lz0Xc2Vb4\n",
		.miss = "root/.aws/config\n"
			"[default]\n"
			"region = eu-west-1\n"
			"output = json\n",
	},
	{
		.id = "aws-session-cache",
		.title = "Cached AWS sessions",
		.why = "Cached sign-ins are valid for hours and tell account and "
		       "role names.",
		.fix = "Add `**/.aws` to .dockerignore; sign out with `aws sso "
		       "logout`.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".aws/cli/cache/*.json|.aws/sso/cache/*.json",
		.judge_file = fi_file_present,
		.hit = "root/.aws/sso/cache/a1.json\n"
		       "{}",
		.miss = "root/.aws/sso/cache/a1.json\n",
	},
	{
		.id = "gcloud-credentials",
		.title = "Google Cloud credentials",
		.why = "A refresh token or service account key acts in the project "
		       "until it is revoked.",
		.fix = "Add `**/.config/gcloud` to .dockerignore; revoke it with "
		       "`gcloud auth revoke`; give the machine workload identity "
		       "instead.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".config/gcloud/application_default_credentials.json|"
			"gcloud/legacy_credentials/**/*.json|"
			".config/gcloud/legacy_credentials/*/adc.json|"
			"application_default_credentials.json",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.config/gcloud/application_default_credentials.json\n"
		       "{\"client_id\": \"x\", \"refresh_"
		       "token\": \"1//0gKq83LmZx"
		       "Rw72TyPb\"}",
		.miss = "root/.config/gcloud/application_default_credentials.json\n"
			"{\"quota_project_id\": \"acme-prod\"}",
	},
	{
		.id = "gcloud-token-database",
		.title = "Google Cloud token database",
		.why = "gcloud keeps its refresh tokens in it, in clear.",
		.fix = "Add `**/.config/gcloud` to .dockerignore; revoke them with "
		       "`gcloud auth revoke --all`.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = "gcloud/credentials.db|gcloud/access_tokens.db",
		.judge_file = fi_file_present,
		.hit = "root/.config/gcloud/credentials.db\n"
		       "SQLite format 3",
		.miss = "root/.config/gcloud/credentials.db\n",
	},
	{
		.id = "azure-credentials",
		.title = "Azure CLI credentials",
		.why = "The cached tokens act as the person or principal who signed "
		       "in.",
		.fix = "Add `**/.azure` to .dockerignore; sign out with `az logout` "
		       "and reset the principal.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".azure/accessTokens.json|.azure/msal_token_cache.*|"
			".azure/service_principal_entries.*",
		.judge_file = fi_file_present,
		.hit = "root/.azure/accessTokens.json\n"
		       "[{}]",
		.miss = "root/.azure/accessTokens.json\n",
	},
	{
		.id = "azure-publish-settings",
		.title = "Azure publish settings",
		.why = "It holds the password with which a site is deployed.",
		.fix = "Add `**/*.publishsettings` to .dockerignore; reset the "
		       "publish profile.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.publishsettings|*.PublishSettings|*.pubxml.user",
		.judge_file = fi_file_present,
		.hit = "app/shop.publishsettings\n"
		       "<publishData/>",
		.miss = "app/shop.publishsettings\n",
	},
	{
		.id = "kubeconfig",
		.title = "Kubernetes credentials",
		.why = "A token or client key acts in the cluster with the rights "
		       "of its user, often all.",
		.fix = "Add `**/.kube` to .dockerignore; replace the token; mount "
		       "the file where it is needed, or `RUN "
		       "--mount=type=secret,id=kube,target=/root/.kube/config ...`.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".kube/config|kubeconfig|kubeconfig.*|*.kubeconfig|"
			"etc/kubernetes/*.conf|etc/rancher/k3s/k3s.yaml",
		.keep = SMALL,
		.judge_file = fi_file_kubeconfig,
		.hit = "root/.kube/config\n"
		       "kind: Config\n"
		       "users:\n"
		       "- name: admin\n"
		       "  user:\n"
		       "    to"
		       "ken: k8Zr4Wq7Lt2Nx"
		       "9Vb5Mc1\n",
		.miss = "root/.kube/config\n"
			"kind: Config\n"
			"clusters: []\n"
			"users:\n"
			"- name: a\n"
			"  user:\n"
			"    tokenFile: /run/token\n",
	},
	{
		.id = "kubernetes-service-token",
		.title = "Kubernetes service account token",
		.why = "It acts in the cluster as the service account it was issued "
		       "to.",
		.fix = "Leave /var/run/secrets out of what is copied or committed, "
		       "and delete the token.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = "run/secrets/kubernetes.io/serviceaccount/token",
		.keep = SMALL,
		.judge_file = fi_file_single_secret,
		.hit = "var/run/secrets/kubernetes.io/serviceaccount/token\n"
		       "eyJhb"
		       "GciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln",
		.miss = "var/run/secrets/kubernetes.io/serviceaccount/token\n",
	},
	{
		.id = "docker-config-login",
		.title = "Registry login in a Docker config",
		.why = "It pushes and pulls as its user: images can be replaced by "
		       "others.",
		.fix = "Add `**/.docker` to .dockerignore; change the password or "
		       "token at the registry; use `RUN "
		       "--mount=type=secret,id=docker,target=/root/.docker/config.json "
		       "...` in a build.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".docker/config.json|.dockercfg|.dockerconfigjson|"
			"containers/auth.json|run/containers/0/auth.json|"
			"docker/config.json|config.json.docker",
		.keep = SMALL,
		.judge_file = fi_file_docker_config,
		.hit = "root/.docker/config.json\n"
		       "{\"auths\": {\"registry.acme.example\": {\"auth\": \"Ym90"
		       "OnZONGtaOHFUcjJMdw==\"}}}",
		.miss = "root/.docker/config.json\n"
			"{\"credHelpers\": {\"registry.acme.example\": \"ecr-login\"}, "
			"\"auths\": {}}",
	},
	{
		.id = "fly-config",
		.title = "Fly.io login",
		.why = "The access token acts as its owner in every organisation of "
		       "theirs: deploy, read secrets into machines, delete.",
		.fix = "Add `**/.fly` to .dockerignore; revoke it: `fly tokens "
		       "list`, `fly tokens revoke ID`. In CI use a deploy token "
		       "from `fly tokens create deploy`.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".fly/config.yml",
		.keep = SMALL,
		.judge_file = fi_file_fly_config,
		.hit = "root/.fly/config.yml\n"
		       "access_to"
		       "ken: fm2_lJPECAAAAAAA"
		       "CqzmxBCqw3Z9\n",
		.miss = "root/.fly/config.yml\n"
			"auto_update: true\n"
			"access_token: \"\"\n",
	},
	{
		.id = "github-cli-login",
		.title = "GitHub CLI login",
		.why = "The OAuth token reads and writes the repositories of its "
		       "owner.",
		.fix = "Add `**/.config/gh` to .dockerignore; sign out with `gh "
		       "auth logout`, then revoke the token under Settings, "
		       "Applications.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".config/gh/hosts.yml|.config/hub|"
			".config/github-copilot/*.json|.config/glab-cli/config.yml|"
			".config/tea/config.yml",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.config/gh/hosts.yml\n"
		       "github.com:\n"
		       "    user: bot\n"
		       "    oauth_to"
		       "ken: a8Zr4Wq7Lt2Nx9Vb5Mc1\n",
		.miss = "root/.config/gh/hosts.yml\n"
			"github.com:\n"
			"    user: bot\n"
			"    git_protocol: https\n",
	},
	{
		.id = "git-credentials",
		.title = "Stored git credentials",
		.why = "The password or token clones, and mostly pushes, as its "
		       "user.",
		.fix = "Add `**/.git-credentials` to .dockerignore; revoke the "
		       "token; use `RUN --mount=type=ssh` or a secret mount to "
		       "clone.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".git-credentials|git/credentials",
		.keep = SMALL,
		.judge_file = fi_file_url_password,
		.hit = "root/.git-credentials\n"
		       "https:/"
		       "/bot:q7Lt2Nx9Vb5Mc1Zr@git.acme.example\n",
		.miss = "root/.git-credentials\n"
			"https://bot@git.acme.example\n",
	},
	{
		.id = "git-folder",
		.title = ".git folder in the image",
		.why = "The whole history ships: secrets that were deleted from the "
		       "files are still in it, and so are names and addresses of "
		       "all authors.",
		.fix = "Add `.git` to .dockerignore.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".git/HEAD",
		.keep = 256,
		.judge_file = fi_file_git_folder,
		.hit = "app/.git/HEAD\n"
		       "ref: refs/heads/main\n",
		.miss = "app/.git/HEAD\n",
	},
	{
		.id = "git-config-credentials",
		.title = "Password in a git configuration",
		.why = "The URL or header carries a password or token that clones, "
		       "and mostly pushes, as its user.",
		.fix = "Add `.git` to .dockerignore and revoke the token; clone "
		       "with `RUN --mount=type=secret,id=token` and a credential "
		       "helper.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".git/config|.gitconfig|.gitmodules|etc/gitconfig|"
			".config/git/config|.git/FETCH_HEAD|.git/modules/**/config",
		.keep = SMALL,
		.judge_file = fi_file_url_password,
		.hit = "app/.git/config\n"
		       "[remote \"origin\"]\n"
		       "\turl = https:/"
		       "/bot:q7Lt2Nx9Vb5Mc1Zr@git.acme.example/a.git\n",
		.miss = "app/.git/config\n"
			"[remote \"origin\"]\n"
			"\turl = https://git.acme.example/a.git\n",
	},
	{
		.id = "other-vcs-folder",
		.title = "Version control folder in the image",
		.why = "The history or pristine copies of all files ship with the "
		       "image.",
		.fix = "Add `.svn`, `.hg` and `.bzr` to .dockerignore.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".svn/wc.db|.svn/entries|.hg/requires|.bzr/branch-format",
		.judge_file = fi_file_present,
		.hit = "app/.hg/requires\n"
		       "store\n",
		.miss = "app/.hg/requires\n",
	},
	{
		.id = "netrc-login",
		.title = "Password in .netrc",
		.why = "curl, git and Go send it to the named host without being "
		       "asked; it works for anyone else too.",
		.fix = "Add `**/.netrc` to .dockerignore; change the password; use "
		       "`RUN --mount=type=secret,id=netrc,target=/root/.netrc ...` "
		       "in a build.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".netrc|_netrc|etc/apt/auth.conf|etc/apt/auth.conf.d/*.conf",
		.keep = SMALL,
		.judge_file = fi_file_netrc,
		.hit = "root/.netrc\n"
		       "machine git.acme.example\n"
		       "  login bot\n"
		       "  pass"
		       "word q7Lt2Nx9Vb5Mc1\n",
		.miss = "root/.netrc\n"
			"machine git.acme.example\n"
			"  login bot\n",
	},
	{
		.id = "npm-token-file",
		.title = "Registry token in .npmrc",
		.why = "It installs private packages, and with publish rights puts "
		       "code into every project that uses them.",
		.fix = "Add `**/.npmrc` to .dockerignore; revoke it with `npm token "
		       "revoke ID`; use `RUN "
		       "--mount=type=secret,id=npmrc,target=/root/.npmrc ...` for "
		       "`npm ci`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".npmrc|npmrc",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "app/.npmrc\n"
		       "//npm.acme.example/:_auth"
		       "Token=q7Lt2Nx9Vb5Mc1Zr8Kw4\n",
		.miss = "app/.npmrc\n"
			"registry=https://npm.acme.example/\n"
			"//npm.acme.example/:_authToken=${NPM_TOKEN}\n",
	},
	{
		.id = "yarn-token-file",
		.title = "Registry token in .yarnrc.yml",
		.why = "It installs, and mostly publishes, packages as its user.",
		.fix = "Revoke it; write `npmAuthToken: \"${NPM_TOKEN}\"` and pass "
		       "NPM_TOKEN with `RUN "
		       "--mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".yarnrc.yml|.yarnrc",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "app/.yarnrc.yml\n"
		       "npmAuth"
		       "Token: q7Lt2Nx9Vb5Mc1Zr8Kw4\n",
		.miss = "app/.yarnrc.yml\n"
			"nodeLinker: node-modules\n"
			"npmAuthToken: \"${NPM_TOKEN}\"\n",
	},
	{
		.id = "pypi-login",
		.title = "PyPI login in .pypirc",
		.why = "It publishes packages as its user.",
		.fix = "Add `**/.pypirc` to .dockerignore; revoke the token on the "
		       "index; upload from CI, not from the image.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".pypirc",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.pypirc\n"
		       "[pypi]\n"
		       "username = __token__\n"
		       "pass"
		       "word = q7Lt2Nx9Vb5Mc1Zr8Kw4\n",
		.miss = "root/.pypirc\n"
			"[pypi]\n"
			"username = bot\n",
	},
	{
		.id = "pip-index-password",
		.title = "Password in a pip index URL",
		.why = "It installs private packages as its user, and stays in the "
		       "layer that wrote it.",
		.fix = "Change it; use `RUN "
		       "--mount=type=secret,id=pip,target=/etc/pip.conf ...` for "
		       "`pip install`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "pip.conf|pip.ini|.pip/pip.conf|.condarc|uv.toml|Pipfile|"
			"Pipfile.lock|requirements*.txt|direct_url.json|"
			"poetry/auth.toml|pypoetry/auth.toml",
		.keep = LARGE,
		.judge_file = fi_file_url_password,
		.hit = "etc/pip.conf\n"
		       "[global]\n"
		       "index-url = https:/"
		       "/ci:q7Lt2Nx9Vb5Mc1@pypi.acme.example/simple\n",
		.miss = "etc/pip.conf\n"
			"[global]\n"
			"index-url = https://pypi.acme.example/simple\n",
	},
	{
		.id = "lock-file-password",
		.title = "Password in a lock file",
		.why = "The URL a package came from carries a password or token.",
		.fix = "Revoke it, and install from a URL without it: the "
		       "credentials belong into a secret mount.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "package-lock.json|.package-lock.json|npm-shrinkwrap.json|"
			"yarn.lock|pnpm-lock.yaml|poetry.lock|uv.lock|Gemfile|"
			"Gemfile.lock|composer.lock|mix.lock",
		.keep = LARGE,
		.judge_file = fi_file_url_password,
		.hit = "app/package-lock.json\n"
		       "{\"resolved\": \"git+https:/"
		       "/ci:q7Lt2Nx9Vb5Mc1@git.acme.example/a.git\"}",
		.miss = "app/package-lock.json\n"
			"{\"resolved\": "
			"\"https://registry.npmjs.org/a/-/a-1.0.0.tgz\"}",
	},
	{
		.id = "rubygems-login",
		.title = "RubyGems API key",
		.why = "It publishes gems as its user.",
		.fix = "Add `**/.gem` to .dockerignore; revoke the key on "
		       "rubygems.org.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".gem/credentials|.local/share/gem/credentials",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.gem/credentials\n"
		       ":rubygems_api_"
		       "key: q7Lt2Nx9Vb5Mc1Zr8Kw4\n",
		.miss = "root/.gem/credentials\n"
			"---\n",
	},
	{
		.id = "bundler-credentials",
		.title = "Credentials in a Bundler configuration",
		.why = "They install gems from a private source as its user.",
		.fix = "Change them; use `RUN "
		       "--mount=type=secret,id=bundle,env=BUNDLE_GEMS__ACME__EXAMPLE "
		       "bundle install`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".bundle/config",
		.keep = SMALL,
		.judge_file = fi_file_bundle_config,
		.hit = "app/.bundle/config\n"
		       "---\n"
		       "BUNDLE_GEMS__ACME__EXAMPLE: \"ci:q7Lt2"
		       "Nx9Vb5Mc1\"\n",
		.miss = "app/.bundle/config\n"
			"---\n"
			"BUNDLE_PATH: \"vendor/bundle\"\n"
			"BUNDLE_WITHOUT: \"development:test\"\n",
	},
	{
		.id = "cargo-credentials",
		.title = "Cargo registry token",
		.why = "It publishes crates as its user.",
		.fix = "Add `**/.cargo/credentials*` to .dockerignore; revoke it on "
		       "the registry.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".cargo/credentials|.cargo/credentials.toml|"
			"cargo/credentials.toml",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.cargo/credentials.toml\n"
		       "[registry]\n"
		       "to"
		       "ken = \"q7Lt2Nx9Vb5Mc1Zr8Kw4\"\n",
		.miss = "root/.cargo/credentials.toml\n"
			"[registry]\n",
	},
	{
		.id = "maven-password",
		.title = "Password in Maven settings",
		.why = "It deploys artifacts that other builds trust.",
		.fix = "Add `**/.m2/settings.xml` to .dockerignore; change it; use "
		       "`RUN "
		       "--mount=type=secret,id=m2,target=/root/.m2/settings.xml "
		       "...` for `mvn`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".m2/settings.xml|.m2/settings-security.xml|"
			"maven/conf/settings.xml|maven/settings.xml",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.m2/settings.xml\n"
		       "<server><id>a</id><pass"
		       "word>q7Lt2Nx9Vb5Mc1</password></server>",
		.miss = "root/.m2/settings.xml\n"
			"<server><id>a</id><password>${env.PW}</password></server>",
	},
	{
		.id = "gradle-password",
		.title = "Password in Gradle properties",
		.why = "It deploys artifacts or signs applications.",
		.fix = "Add `**/.gradle/gradle.properties` to .dockerignore; change "
		       "it; pass it as ORG_GRADLE_PROJECT_name from a secret mount.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".gradle/gradle.properties|gradle.properties|key.properties|"
			"keystore.properties|signing.properties",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.gradle/gradle.properties\n"
		       "nexusPass"
		       "word=q7Lt2Nx9Vb5Mc1\n",
		.miss = "root/.gradle/gradle.properties\n"
			"org.gradle.jvmargs=-Xmx2g\n",
	},
	{
		.id = "composer-login",
		.title = "Composer credentials",
		.why = "They install private packages, a GitHub token also reads "
		       "repositories.",
		.fix = "Add `**/auth.json` to .dockerignore; revoke them; use `RUN "
		       "--mount=type=secret,id=composer,target=/root/.composer/"
		       "auth.json "
		       "...` for `composer install`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".composer/auth.json|composer/auth.json|auth.json",
		.keep = SMALL,
		.judge_file = fi_file_composer_auth,
		.hit = "root/.composer/auth.json\n"
		       "{\"http-basic\": {\"a\": {\"username\": \"ci\", \"pass"
		       "word\": \"q7Lt2Nx9Vb5Mc1\"}}}",
		.miss = "root/.composer/auth.json\n"
			"{\"http-basic\": {}}",
	},
	{
		.id = "nuget-password",
		.title = "Password in a NuGet configuration",
		.why = "It installs, and mostly publishes, packages as its user.",
		.fix = "Change it; write `%NUGET_TOKEN%` and pass it with a secret "
		       "mount.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "NuGet.Config|nuget.config|NuGet.config",
		.keep = SMALL,
		.judge_file = fi_file_nuget,
		.hit = "app/nuget.config\n"
		       "<add key=\"ClearText"
		       "Password\" value=\"q7Lt2Nx9Vb5Mc1\" />",
		.miss = "app/nuget.config\n"
			"<add key=\"ClearTextPassword\" value=\"%NUGET_TOKEN%\" />",
	},
	{
		.id = "hex-key",
		.title = "Hex API or repository key",
		.why = "It fetches private packages, an API key also publishes.",
		.fix = "Add `**/.hex` to .dockerignore; revoke it: `mix hex.user "
		       "key revoke NAME`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".hex/hex.config|.hex/cache.ets.key",
		.keep = SMALL,
		.judge_file = fi_file_erlang_terms,
		.hit = "root/.hex/hex.config\n"
		       "{'$write_key',<<\"q7Lt2Nx9V"
		       "b5Mc1Zr8Kw4q7Lt2Nx9\">>}.\n",
		.miss = "root/.hex/hex.config\n"
			"{offline,false}.\n",
	},
	{
		.id = "erlang-cookie",
		.title = "Erlang cookie",
		.why = "Nodes that know it run code on each other.",
		.fix = "Set RELEASE_COOKIE with `fly secrets set` instead of "
		       "shipping the file, and change it.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".erlang.cookie|releases/COOKIE",
		.keep = 256,
		.judge_file = fi_file_single_secret,
		.hit = "root/.erlang.cookie\n"
		       "QWLK"
		       "ZNBVCTRYIOPASDFG",
		.miss = "root/.erlang.cookie\n",
	},
	{
		.id = "terraform-state",
		.title = "Terraform state",
		.why = "It holds every attribute of every resource in clear: "
		       "passwords, keys, connection strings.",
		.fix = "Add `**/*.tfstate*` to .dockerignore; change what stands in "
		       "it; keep state in a remote backend.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.tfstate|*.tfstate.backup|*.tfstate.*.backup",
		.keep = LARGE,
		.judge_file = fi_file_terraform_state,
		.hit = "app/terraform.tfstate\n"
		       "{\"version\": 4, \"resources\": [{\"type\": "
		       "\"aws_db_instance\"}]}",
		.miss = "app/terraform.tfstate\n"
			"{\"version\": 4, \"resources\": []}",
	},
	{
		.id = "terraform-variables",
		.title = "Secret in Terraform variables",
		.why = "The value is what the infrastructure was made with.",
		.fix = "Add `**/*.tfvars` to .dockerignore; change it; pass it as "
		       "TF_VAR_name.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "*.tfvars|*.tfvars.json|*.auto.tfvars",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "app/prod.tfvars\n"
		       "db_pass"
		       "word = \"q7Lt2Nx9Vb5Mc1\"\n",
		.miss = "app/prod.tfvars\n"
			"region = \"ams\"\n"
			"instance_count = 3\n",
	},
	{
		.id = "terraform-login",
		.title = "Terraform Cloud token",
		.why = "It reads state and applies changes as its user.",
		.fix = "Add `**/.terraform.d` to .dockerignore; revoke it under "
		       "User settings, Tokens.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".terraformrc|terraform.rc|"
			".terraform.d/credentials.tfrc.json|.tofurc",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.terraformrc\n"
		       "credentials \"app.terraform.io\" {\n"
		       "  to"
		       "ken = \"q7Lt2Nx9Vb5Mc1Zr8Kw4\"\n"
		       "}\n",
		.miss = "root/.terraformrc\n"
			"plugin_cache_dir = \"/cache\"\n",
	},
	{
		.id = "pulumi-login",
		.title = "Pulumi credentials",
		.why = "They read and change stacks as their user.",
		.fix = "Add `**/.pulumi` to .dockerignore; revoke the token.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".pulumi/credentials.json",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.pulumi/credentials.json\n"
		       "{\"accounts\": {\"a\": {\"access"
		       "Token\": \"q7Lt2Nx9Vb5Mc1Zr8Kw4\"}}}",
		.miss = "root/.pulumi/credentials.json\n"
			"{\"current\": \"file://~\"}",
	},
	{
		.id = "vault-token",
		.title = "Vault token",
		.why = "It reads the secrets its policies allow.",
		.fix = "Add `**/.vault-token` to .dockerignore; revoke it: `vault "
		       "token revoke`.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".vault-token",
		.keep = 4096,
		.judge_file = fi_file_single_secret,
		.hit = "root/.vault-token\n"
		       "hv"
		       "s.CAESIq7Lt2Nx9Vb5Mc1Zr8Kw4\n",
		.miss = "root/.vault-token\n",
	},
	{
		.id = "ansible-vault-password",
		.title = "Ansible vault password",
		.why = "It decrypts everything in the vault files of the project.",
		.fix = "Add `**/.vault_pass*` to .dockerignore; change it: "
		       "`ansible-vault rekey`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".vault_pass|.vault_pass.txt|.vault-pass|.vault_password|"
			"vault_pass.txt|vault-password|vault-password.txt|"
			".ansible_vault_pass",
		.keep = 4096,
		.judge_file = fi_file_single_secret,
		.hit = "app/.vault_pass\n"
		       "q7Lt2N"
		       "x9Vb5Mc1\n",
		.miss = "app/.vault_pass\n"
			"#!/bin/sh\n"
			"pass show ansible\n",
	},
	{
		.id = "rails-master-key",
		.title = "Rails master key",
		.why = "It decrypts config/credentials.yml.enc, which lies beside "
		       "it in the image.",
		.fix = "Add `config/master.key` and `config/credentials/*.key` to "
		       ".dockerignore, set RAILS_MASTER_KEY with `fly secrets set`, "
		       "and change what it protects.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = "config/master.key|config/credentials/*.key|"
			"config/secrets.yml.key",
		.keep = 4096,
		.judge_file = fi_file_single_secret,
		.hit = "app/config/master.key\n"
		       "7f1c9ae0b4d25"
		       "e83c6f90a1b7d4e2c58\n",
		.miss = "app/config/master.key\n",
	},
	{
		.id = "jenkins-secrets",
		.title = "Jenkins master key or credentials",
		.why = "With both files all credentials of the Jenkins can be "
		       "decrypted.",
		.fix = "Keep JENKINS_HOME in a volume, not in the image, and change "
		       "the credentials.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "secrets/master.key|secrets/hudson.util.Secret|"
			"jenkins_home/credentials.xml|.jenkins/credentials.xml|"
			"var/lib/jenkins/credentials.xml",
		.judge_file = fi_file_present,
		.hit = "var/jenkins_home/secrets/master.key\n"
		       "0a1b2c",
		.miss = "var/jenkins_home/secrets/master.key\n",
	},
	{
		.id = "etc-shadow-hash",
		.title = "Password hash in /etc/shadow",
		.why = "The hash can be tried against word lists at leisure, and "
		       "the account is the same in every container.",
		.fix = "Lock the account in the RUN that makes it: `passwd -l "
		       "NAME`; log in by key, or with `fly ssh console`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "/etc/shadow|/etc/shadow-|/etc/gshadow|/etc/master.passwd",
		.keep = SMALL,
		.judge_file = fi_file_shadow,
		.hit = "etc/shadow\n"
		       "root:$6$c2Fsd"
		       "HNhbHQ$Qw8Er5Ty7Ui9Op1As3Df4Gh6Jk8Lz0Xc:19700:0:99999:7:::\n",
		.miss = "etc/shadow\n"
			"root:*:19700:0:99999:7:::\n"
			"daemon:!:19700::::::\n"
			"app:!!:19700::::::\n",
	},
	{
		.id = "htpasswd",
		.title = "Password hashes of a web server",
		.why = "The hashes can be tried against word lists at leisure.",
		.fix = "Add `**/.htpasswd` to .dockerignore; change the passwords; "
		       "mount the file when the container starts.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".htpasswd|htpasswd|*.htpasswd|.htdigest|passwd.dav|"
			"proftpdpasswd|dovecot/users|mosquitto/passwd",
		.keep = SMALL,
		.judge_file = fi_file_htpasswd,
		.hit = "etc/nginx/.htpasswd\n"
		       "admin:$apr1$c2FsdHNh"
		       "$Qw8Er5Ty7Ui9Op1As3Df4\n",
		.miss = "etc/nginx/.htpasswd\n"
			"# none yet\n",
	},
	{
		.id = "tomcat-users",
		.title = "Password in tomcat-users.xml",
		.why = "The manager application deploys code for whoever logs in.",
		.fix = "Remove the user, or set the password from a secret when the "
		       "container starts.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "tomcat-users.xml",
		.keep = SMALL,
		.judge_file = fi_file_xml_password,
		.hit = "usr/local/tomcat/conf/tomcat-users.xml\n"
		       "<user username=\"admin\" pass"
		       "word=\"q7Lt2Nx9Vb5Mc1\" roles=\"manager-gui\"/>",
		.miss = "usr/local/tomcat/conf/tomcat-users.xml\n"
			"<!--\n"
			"  <user username=\"admin\" password=\"<must-be-changed>\"/>\n"
			"-->",
	},
	{
		.id = "shell-history",
		.title = "Shell history in the image",
		.why = "It tells what was typed while the image was made; passwords "
		       "are typed too.",
		.fix = "Delete it in the same RUN (`rm -f ~/.*_history`), add "
		       "`**/.*_history` to .dockerignore, and change what it shows.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".bash_history|.zsh_history|.sh_history|.ash_history|"
			".history|fish_history|.ksh_history",
		.keep = LARGE,
		.judge_file = fi_file_history,
		.hit = "root/.bash_history\n"
		       "ls\n"
		       "curl -u admin:q7Lt2"
		       "Nx9Vb5 https://ops.acme.example/\n",
		.miss = "root/.bash_history\n",
	},
	{
		.id = "tool-history",
		.title = "History of a database or language shell",
		.why = "It tells statements that were typed, with the data and "
		       "passwords in them.",
		.fix = "Delete it in the same RUN and add `**/.*_history` to "
		       ".dockerignore.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".psql_history|.mysql_history|.python_history|"
			".node_repl_history|.rediscli_history|.irb_history|"
			".pry_history|.sqlite_history|.dbshell|.mongorc.js|"
			".php_history|.iex_history",
		.keep = LARGE,
		.judge_file = fi_file_history,
		.hit = "root/.psql_history\n"
		       "ALTER USER app PASSWORD 'x';\n",
		.miss = "root/.psql_history\n",
	},
	{
		.id = "pgpass-login",
		.title = "Password in .pgpass",
		.why = "It opens the named databases for anyone who reaches them.",
		.fix = "Add `**/.pgpass` to .dockerignore; change the password; "
		       "pass PGPASSWORD or DATABASE_URL with `fly secrets set`.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = ".pgpass|pgpass.conf|pgpass",
		.keep = SMALL,
		.judge_file = fi_file_pgpass,
		.hit = "root/.pgpass\n"
		       "db.acme.example:5432:*:app:q7Lt2"
		       "Nx9Vb5Mc1\n",
		.miss = "root/.pgpass\n"
			"# host:port:database:user:password\n",
	},
	{
		.id = "mysql-password",
		.title = "Password in a MySQL option file",
		.why = "It opens the database for anyone who reaches it.",
		.fix = "Add `**/.my.cnf` to .dockerignore; change the password; "
		       "mount the file when the container starts.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".my.cnf|.mysql/my.cnf|etc/mysql/debian.cnf",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.my.cnf\n"
		       "[client]\n"
		       "user=app\n"
		       "pass"
		       "word=q7Lt2Nx9Vb5Mc1\n",
		.miss = "root/.my.cnf\n"
			"[client]\n"
			"host=db\n",
	},
	{
		.id = "object-storage-config",
		.title = "Keys in an object storage configuration",
		.why = "They read and write the buckets of the account.",
		.fix = "Add `**/.s3cfg` to .dockerignore; revoke the keys; pass "
		       "them as environment with `fly secrets set`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".s3cfg|rclone.conf|.rclone.conf|.mc/config.json|"
			".passwd-s3fs|.aws/s3cfg|.b2_account_info|restic.conf|.edgerc",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.s3cfg\n"
		       "[default]\n"
		       "sec"
		       "ret_key = Zx8Qw2Er5Ty7Ui9Op1As3Df4\n",
		.miss = "root/.s3cfg\n"
			"[default]\n"
			"use_https = True\n",
	},
	{
		.id = "cloud-cli-config",
		.title = "Login of a cloud command line tool",
		.why = "The token acts in the account as its user: make, read, "
		       "delete machines and data.",
		.fix = "Add `**/.config` to .dockerignore; revoke the token.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".config/doctl/config.yaml|.config/hcloud/cli.toml|"
			".config/linode-cli|.linode-cli|.config/scw/config.yaml|"
			".vultr-cli.yaml|.civo.json|.tugboat|.oci/config|"
			".config/exoscale/exoscale.toml|.config/upctl.yaml|"
			".bluemix/config.json|.aliyun/config.json",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.config/doctl/config.yaml\n"
		       "access-to"
		       "ken: q7Lt2Nx9Vb5Mc1Zr8Kw4\n",
		.miss = "root/.config/doctl/config.yaml\n"
			"output: text\n",
	},
	{
		.id = "deploy-cli-login",
		.title = "Login of a deploy tool",
		.why = "The token deploys, and mostly reads environment and logs, "
		       "as its user.",
		.fix = "Add `**/.config` to .dockerignore; sign out with the tool, "
		       "which revokes the token.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".config/netlify/config.json|.netlify/config.json|"
			".vercel/auth.json|com.vercel.cli/auth.json|"
			".config/railway/config.json|.railway/config.json|"
			".wrangler/config/default.toml|"
			".config/.wrangler/config/default.toml|"
			".config/configstore/firebase-tools.json|"
			".config/heroku/*.json|.circleci/cli.yml|.travis/config.yml|"
			".config/render/*.yaml|.expo/state.json|"
			".config/stripe/config.toml|.sentryclirc|"
			".config/configstore/snyk.json|.cloudflared/*.json|"
			".config/supabase/access-token|.supabase/access-token|"
			".config/ngrok/ngrok.yml|.ngrok2/ngrok.yml|ngrok.yml|"
			".config/datadog/*.yaml",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.sentryclirc\n"
		       "[auth]\n"
		       "to"
		       "ken=q7Lt2Nx9Vb5Mc1Zr8Kw4\n",
		.miss = "root/.sentryclirc\n"
			"[defaults]\n"
			"org=acme\n",
	},
	{
		.id = "cloudflared-certificate",
		.title = "Cloudflare tunnel certificate",
		.why = "It makes tunnels and DNS records in the zone.",
		.fix = "Add `**/.cloudflared` to .dockerignore; revoke it: delete "
		       "the token in the dashboard and run `cloudflared login` "
		       "again.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".cloudflared/cert.pem",
		.keep = SMALL,
		.judge_file = fi_file_cloudflared,
		.hit = "root/.cloudflared/cert.pem\n"
		       "-----BEGIN ARGO TUN"
		       "NEL TOKEN-----\n"
		       "eyJ6\n",
		.miss = "root/.cloudflared/cert.pem\n"
			"-----BEGIN CERTIFICATE-----\n"
			"MIIB\n",
	},
	{
		.id = "ai-tool-login",
		.title = "Login of an AI coding tool",
		.why = "The token or key is billed to its owner and reads what they "
		       "may.",
		.fix = "Add `**/.claude` to .dockerignore; sign out with the tool, "
		       "or revoke the key at the provider.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".claude/.credentials.json|.claude.json|.codex/auth.json|"
			".config/openai/*|.openai/*|.aider.conf.yml|.cursor/mcp.json|"
			".mcp.json|mcp.json|.continue/config.json|"
			".continue/config.yaml|.gemini/oauth_creds.json|"
			".config/goose/*.yaml|.local/share/opencode/auth.json|"
			".qwen/oauth_creds.json|.anthropic/*",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.codex/auth.json\n"
		       "{\"tokens\": {\"access_"
		       "token\": \"q7Lt2Nx9Vb5Mc1Zr8Kw4\"}}",
		.miss = "root/.codex/auth.json\n"
			"{\"tokens\": null}",
	},
	{
		.id = "huggingface-token-file",
		.title = "Hugging Face token",
		.why = "It reads private models, and mostly writes them.",
		.fix = "Add `**/.cache/huggingface` to .dockerignore; revoke it "
		       "under Settings, Access Tokens; use a secret mount for "
		       "downloads.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".huggingface/token|.cache/huggingface/token|"
			".cache/huggingface/stored_tokens",
		.keep = 4096,
		.judge_file = fi_file_single_secret,
		.hit = "root/.cache/huggingface/token\n"
		       "h"
		       "f_q7Lt2Nx9Vb5Mc1Zr8Kw4q7Lt2Nx9Vb5Mc\n",
		.miss = "root/.cache/huggingface/token\n",
	},
	{
		.id = "data-tool-login",
		.title = "Login of a data tool",
		.why = "It reads the data its user may read.",
		.fix = "Add `**/.kaggle` to .dockerignore; revoke the key.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".kaggle/kaggle.json|.databrickscfg|.snowsql/config|"
			".snowflake/config.toml|.snowflake/connections.toml|"
			".dbt/profiles.yml|.config/wandb/*|.netrc.wandb|.bigqueryrc|"
			".trino/config",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.kaggle/kaggle.json\n"
		       "{\"username\":\"a\",\"key\":\"7f1c9ae0b4"
		       "d25e83c6f90a1b7d4e2c58\"}",
		.miss = "root/.databrickscfg\n"
			"[DEFAULT]\n"
			"host = https://a.example\n",
	},
	{
		.id = "mail-password",
		.title = "Password in a mail configuration",
		.why = "It sends mail in the name of the account.",
		.fix = "Add `**/.msmtprc` to .dockerignore; change it; pass it with "
		       "`fly secrets set`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".msmtprc|msmtprc|.fetchmailrc|.offlineimaprc|.mbsyncrc|"
			".muttrc|ssmtp.conf",
		.keep = SMALL,
		.judge_file = fi_file_mail,
		.hit = "root/.msmtprc\n"
		       "account a\n"
		       "pass"
		       "word q7Lt2Nx9Vb5Mc1\n",
		.miss = "root/.msmtprc\n"
			"account a\n"
			"passwordeval pass show mail\n",
	},
	{
		.id = "smb-credentials",
		.title = "Credentials of a file share",
		.why = "They open the share as their user.",
		.fix = "Add `**/.smbcredentials` to .dockerignore; change the "
		       "password; mount the file when the container starts.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = ".smbcredentials|.smbcreds|smbcredentials|.cifs|"
			"cifs-credentials",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "root/.smbcredentials\n"
		       "username=a\n"
		       "pass"
		       "word=q7Lt2Nx9Vb5Mc1\n",
		.miss = "root/.smbcredentials\n"
			"username=a\n",
	},
	{
		.id = "ftp-client-login",
		.title = "Login stored by a file transfer client",
		.why = "It writes to the server that the site is served from.",
		.fix = "Add `**/.vscode` to .dockerignore; change the password.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "sitemanager.xml|recentservers.xml|sftp-config.json|"
			".vscode/sftp.json|.ftpconfig|.remote-sync.json|"
			"WebServers.xml|.ftpquota.json|ws_ftp.ini",
		.keep = SMALL,
		.judge_file = fi_file_credentials,
		.hit = "app/.vscode/sftp.json\n"
		       "{\"host\": \"a\", \"pass"
		       "word\": \"q7Lt2Nx9Vb5Mc1\"}",
		.miss = "app/.vscode/sftp.json\n"
			"{\"host\": \"a\", \"privateKeyPath\": \"~/.ssh/id\"}",
	},
	{
		.id = "database-client-login",
		.title = "Login stored by a database client",
		.why = "It opens the database as its user.",
		.fix = "Add `**/.idea` to .dockerignore; change the password.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = ".idea/dataSources.local.xml|.idea/dataSources.xml|"
			"robomongo.json|robo3t.json|credentials-config.json|"
			".dbeaver/*.json|*.dbeaver-data-sources.xml",
		.keep = SMALL,
		.judge_file = fi_file_url_password,
		.hit = "app/.idea/dataSources.xml\n"
		       "<jdbc-url>postgresql:/"
		       "/app:q7Lt2Nx9Vb5Mc1@db.acme.example/a</jdbc-url>",
		.miss = "app/.idea/dataSources.xml\n"
			"<jdbc-url>jdbc:postgresql://db.acme.example/a</jdbc-url>",
	},
	{
		.id = "vpn-config",
		.title = "VPN key",
		.why = "It joins the private network as this peer.",
		.fix = "Add `**/*.ovpn` to .dockerignore; replace the key on both "
		       "sides; mount the file when the container starts.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "/etc/wireguard/*.conf|wg[0-9]*.conf|*.ovpn|"
			"etc/openvpn/*.conf|etc/openvpn/client/*.conf|"
			"etc/openvpn/server/*.conf",
		.keep = SMALL,
		.judge_file = fi_file_vpn,
		.hit = "etc/wireguard/wg0.conf\n"
		       "[Interface]\n"
		       "Private"
		       "Key = aE9rVGs3WmNRcHhMdDJOeDlWYjVNYzFacjhLdzRhYjA=\n",
		.miss = "etc/wireguard/wg0.conf\n"
			"[Peer]\n"
			"AllowedIPs = 10.0.0.0/8\n",
	},
	{
		.id = "wifi-or-network-secret",
		.title = "Secret of a network connection",
		.why = "It joins the network.",
		.fix = "Remove the file in the RUN that wrote it, and change the "
		       "password.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "wpa_supplicant.conf|NetworkManager/system-connections/*|"
			"*.nmconnection",
		.keep = SMALL,
		.judge_file = fi_file_vpn,
		.hit = "etc/wpa_supplicant/wpa_supplicant.conf\n"
		       "network={\n"
		       "  psk=\"q7Lt2"
		       "Nx9Vb5Mc1\"\n"
		       "}\n",
		.miss = "etc/wpa_supplicant/wpa_supplicant.conf\n"
			"ctrl_interface=/run/wpa_supplicant\n",
	},
	{
		.id = "ppp-or-ipsec-secret",
		.title = "Shared secret of a tunnel or mail relay",
		.why = "It opens the tunnel or relay for anyone.",
		.fix = "Remove the file in the RUN that wrote it, and change the "
		       "secret.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "ipsec.secrets|chap-secrets|pap-secrets|sasl_passwd|"
			"l2tp-secrets|rsyncd.secrets",
		.keep = SMALL,
		.judge_file = fi_file_secret_lines,
		.hit = "etc/ppp/chap-secrets\n"
		       "client\t*\tq7Lt2"
		       "Nx9Vb5Mc1\t*\n",
		.miss = "etc/ppp/chap-secrets\n"
			"# client\tserver\tsecret\tIP addresses\n",
	},
	{
		.id = "kerberos-keytab",
		.title = "Kerberos key table",
		.why = "It signs in as the principals in it without a password.",
		.fix = "Add `**/*.keytab` to .dockerignore; make new keys for the "
		       "principals; mount the file when the container starts.",
		.category = FI_FILE,
		.severity = FI_CRITICAL,
		.path = "*.keytab",
		.keep = 16,
		.judge_file = fi_file_keytab,
		.hit = "etc/krb5.keytab\n"
		       "\x05\x02",
		.miss = "etc/krb5.keytab\n"
			"\x05\x04",
	},
	{
		.id = "kerberos-tickets",
		.title = "Kerberos tickets",
		.why = "They act as their owner until they expire.",
		.fix = "Run `kdestroy` in the same RUN.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = "krb5cc_*",
		.keep = 16,
		.judge_file = fi_file_ticket_cache,
		.hit = "tmp/krb5cc_0\n"
		       "\x05\x04",
		.miss = "tmp/krb5cc_0\n"
			"\x05\x02",
	},
	{
		.id = "apt-source-password",
		.title = "Password in a package source",
		.why = "It downloads from the private repository as its user.",
		.fix = "Change it; write it to /etc/apt/auth.conf.d with a secret "
		       "mount: `RUN "
		       "--mount=type=secret,id=apt,target=/etc/apt/auth.conf.d/"
		       "acme.conf "
		       "apt-get update`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.path = "etc/apt/sources.list|etc/apt/sources.list.d/*|"
			"etc/yum.repos.d/*.repo|etc/apk/repositories|"
			"etc/dnf/dnf.conf|etc/apt/apt.conf.d/*|etc/zypp/**/*.repo",
		.keep = SMALL,
		.judge_file = fi_file_url_password,
		.hit = "etc/apt/sources.list.d/acme.list\n"
		       "deb https:/"
		       "/ci:q7Lt2Nx9Vb5Mc1@apt.acme.example/ stable main\n",
		.miss = "etc/apt/sources.list\n"
			"deb http://deb.debian.org/debian bookworm main\n",
	},
	{
		.id = "sql-dump",
		.title = "Database dump with accounts",
		.why = "Rows of real people, with password hashes, are in every "
		       "copy of the image.",
		.fix = "Add `**/*.sql` to .dockerignore; load data when the "
		       "container runs. If it held real accounts, their passwords "
		       "are known.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = "*.sql|*.dump|*.sql.bak",
		.keep = LARGE,
		.judge_file = fi_file_sql_dump,
		.hit = "app/backup.sql\n"
		       "CREATE TABLE users (id int, password text);\n"
		       "INSERT INTO users VALUES (1, 'x');\n",
		.miss = "app/schema.sql\n"
			"CREATE TABLE users (id int, password text);\n",
	},
	{
		.id = "sqlite-database",
		.title = "SQLite database with accounts",
		.why = "Rows of real people may be in every copy of the image; what "
		       "the program writes is lost with the container.",
		.fix = "Add `**/*.sqlite3` to .dockerignore; keep it on a volume: "
		       "`fly volumes create data`.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = "*.sqlite|*.sqlite3|*.db|*.db3",
		.keep = 256 << 10,
		.judge_file = fi_file_sqlite,
		.hit = "app/db.sqlite3\n"
		       "SQLite format 3 CREATE TABLE auth_user (id, password)",
		.miss = "app/cache.sqlite3\n"
			"SQLite format 3 CREATE TABLE blobs (id, body)",
	},
	{
		.id = "redis-dump",
		.title = "Redis dump",
		.why = "Sessions and queues, with the tokens in them, are in every "
		       "copy of the image.",
		.fix = "Add `**/*.rdb` to .dockerignore; keep it on a volume.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = "*.rdb",
		.keep = 16,
		.judge_file = fi_file_redis_dump,
		.hit = "data/dump.rdb\n"
		       "REDIS0009",
		.miss = "data/dump.rdb\n"
			"empty",
	},
	{
		.id = "python-compiled-secret",
		.title = "Secret in a compiled Python module",
		.why = "The compiled module keeps the value of its source, also where the source "
		       "was deleted or left out.",
		.fix = "Add `**/__pycache__` to .dockerignore; change the value, and let the program "
		       "read it from the environment: `fly secrets set NAME=- < FILE`.",
		.category = FI_FILE,
		.severity = FI_HIGH,
		.weak = true,
		.path = "*settings*.pyc|*config*.pyc|*secret*.pyc|settings/__pycache__/*.pyc|"
			"config/__pycache__/*.pyc",
		.keep = 256 << 10,
		.judge_file = fi_file_pyc,
		.hit = "app/__pycache__/settings.cpython-311.pyc\n"
		       "HEX "
		       "a70d0d0a000000000000000000000000e300000000000000000000000001"
		       "00000000000000f30a000000970064005a00640153002902da1a71385872"
		       "345a74374c6d32576b385662334e6336486a314764354e2901da0a534543"
		       "5245545f4b4559a900f300000000fa04732e7079fa083c6d6f64756c653e"
		       "720700000001000000730e000000f003010101d80d29800a800a800a7205"
		       "000000",
		.miss = "app/__pycache__/settings.cpython-311.pyc\n"
			"HEX "
			"a70d0d0a000000000000000000000000e300000000000000000000000001"
			"00000000000000f30a000000970064005a00640153002902da1a71385872"
			"345a74374c6d32576b385662334e6336486a314764354e2901da0a505249"
			"4d4152595f4944a900f300000000fa04732e7079fa083c6d6f64756c653e"
			"720700000001000000730e000000f003010101d80d29800a800a800a7205",
	},
	{
		.id = "core-dump",
		.title = "Core dump",
		.why = "The memory of a process holds its secrets.",
		.fix = "Delete it in the same RUN, and add `**/core` and "
		       "`**/core.*` to .dockerignore.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = "core|core.[0-9]*|*.core",
		.keep = 32,
		.judge_file = fi_file_core_dump,
		.hit = "app/core.77\n"
		       "\x7f"
		       "ELF\x02\x01\x01.........\x04",
		.miss = "app/core\n"
			"\x7f"
			"ELF\x02\x01\x01.........\x03",
	},
	{
		.id = "java-heap-dump",
		.title = "Java heap dump",
		.why = "The memory of a program holds its secrets.",
		.fix = "Add `**/*.hprof` to .dockerignore; write dumps to a volume.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = "*.hprof|heapdump*",
		.keep = 16,
		.judge_file = fi_file_heap_dump,
		.hit = "app/java_pid1.hprof\n"
		       "JAVA PROFILE 1.0.2",
		.miss = "app/heapdump.txt\n"
			"see wiki",
	},
	{
		.id = "browser-logins",
		.title = "Logins stored by a browser",
		.why = "The passwords of a person, behind a key that lies beside "
		       "them.",
		.fix = "Delete the profile in the same RUN.",
		.category = FI_FILE,
		.severity = FI_MEDIUM,
		.path = "logins.json|key4.db|Login Data|cookies.sqlite",
		.judge_file = fi_file_present,
		.hit = "root/.mozilla/firefox/a.default/key4.db\n"
		       "SQLite format 3",
		.miss = "root/.mozilla/firefox/a.default/key4.db\n",
	},
};

const size_t fi_rules_files_n = sizeof(fi_rules_files) / sizeof(fi_rules_files[0]);
