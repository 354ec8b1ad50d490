# One image per service, by build argument:
#   docker build --build-arg SERVICE=Gateway --tag pipeline/gateway .
# SERVICE is Discovery, Preparation, Generation, Posting, Gateway, Standalone or DemoSite.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src

# The projects first: packages are restored again, in the locked versions, only when a project or a version changes.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY shared/Pipeline.Contracts/Pipeline.Contracts.csproj shared/Pipeline.Contracts/packages.lock.json shared/Pipeline.Contracts/
COPY shared/Pipeline.Domain/Pipeline.Domain.csproj shared/Pipeline.Domain/packages.lock.json shared/Pipeline.Domain/
COPY shared/Pipeline.Hosting/Pipeline.Hosting.csproj shared/Pipeline.Hosting/packages.lock.json shared/Pipeline.Hosting/
COPY shared/Pipeline.Persistence/Pipeline.Persistence.csproj shared/Pipeline.Persistence/packages.lock.json shared/Pipeline.Persistence/
COPY shared/Pipeline.SiteAccess/Pipeline.SiteAccess.csproj shared/Pipeline.SiteAccess/packages.lock.json shared/Pipeline.SiteAccess/
COPY shared/Pipeline.Sites/Pipeline.Sites.csproj shared/Pipeline.Sites/packages.lock.json shared/Pipeline.Sites/
COPY services/Discovery/Pipeline.Discovery.csproj services/Discovery/packages.lock.json services/Discovery/
COPY services/Gateway/Pipeline.Gateway.csproj services/Gateway/packages.lock.json services/Gateway/
COPY services/Generation/Pipeline.Generation.csproj services/Generation/packages.lock.json services/Generation/
COPY services/Posting/Pipeline.Posting.csproj services/Posting/packages.lock.json services/Posting/
COPY services/Preparation/Pipeline.Preparation.csproj services/Preparation/packages.lock.json services/Preparation/
COPY services/Standalone/Pipeline.Standalone.csproj services/Standalone/packages.lock.json services/Standalone/
COPY samples/DemoSite/Pipeline.DemoSite.csproj samples/DemoSite/packages.lock.json samples/DemoSite/

# Everything at once and before SERVICE is known: one layer that the images of all services share.
RUN dotnet restore services/Standalone/Pipeline.Standalone.csproj --use-current-runtime -p:PublishReadyToRun=true

COPY shared/ shared/
COPY services/ services/
COPY samples/ samples/
ARG SERVICE
RUN project=$(find services samples -name "Pipeline.${SERVICE:?is missing: give --build-arg SERVICE=Gateway or another service}.csproj") \
    && test -n "$project" || { echo "There is no service '$SERVICE'." >&2; exit 1; } \
    && dotnet publish "$project" --no-restore --configuration Release --output /app --use-current-runtime -p:PublishReadyToRun=true -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS run
ARG SERVICE
# /data is only written to by Standalone and DemoSite: mount a volume there to keep it.
RUN mkdir /data && chown "$APP_UID" /data
WORKDIR /app
COPY --from=build /app ./
ENV PIPELINE_PROGRAM=Pipeline.${SERVICE}.dll \
    ASPNETCORE_URLS=http://+:8080 \
    ASPNETCORE_HTTP_PORTS=
EXPOSE 8080
USER $APP_UID
# exec: the program itself gets the signal to stop. What follows the image's name is passed on, e.g. "migrate" to the Gateway.
ENTRYPOINT ["/bin/sh", "-c", "exec dotnet \"$PIPELINE_PROGRAM\" \"$@\"", "pipeline"]
