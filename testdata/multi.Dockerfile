FROM scratch
ARG TARGETARCH
ARG DEPLOY_TOKEN
COPY settings.${TARGETARCH}.env /srv/settings.env
USER 1000
ENTRYPOINT ["/srv/server"]
