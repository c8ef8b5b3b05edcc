# The service in one image: built with the SDK, run without it, not as root.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /build
COPY . .
RUN dotnet publish src/DecisionsApi -c Release -o /out --use-current-runtime --self-contained false -p:PublishReadyToRun=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /out .
# The register lives in var/; mount a volume there to keep it.
RUN mkdir var && chown "$APP_UID" var
VOLUME /app/var
USER $APP_UID
# Garbage is collected before it has the size of the processor's cache, which in a cloud is that of a whole server.
ENV DOTNET_GCgen0size=0x2000000
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["./decisions", "health", "--url", "http://127.0.0.1:8080"]
ENTRYPOINT ["./decisions"]
CMD ["serve", "--urls", "http://0.0.0.0:8080"]
