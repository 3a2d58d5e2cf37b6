//! Developer platforms: code, builds, infrastructure, content, media.

use super::{schemes, unconfirmed};

schemes! {
    /// Delivery id and event name are labels: nobody signs these headers.
    "github" = "GitHub", vendor "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries" {
        signature: "header:x-hub-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        id: "header:x-github-delivery",
        type: "header:x-github-event",
    }
    /// The secret token is sent along, so a request binds nothing. The idempotency key stays over retries;
    /// `x-gitlab-event-uuid` is shared by a whole chain of hooks that trigger one another.
    "gitlab-token" = "GitLab (secret token)", vendor "https://docs.gitlab.com/user/project/integrations/webhooks/" {
        algorithm: "token",
        signature: "header:x-gitlab-token",
        id: "header:idempotency-key",
        type: "header:x-gitlab-event",
    }
    /// The header's name is the one in which GitHub sends SHA-1; the text before the tag says SHA-256.
    "bitbucket" = "Bitbucket", seconded "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/" {
        signature: "header:x-hub-signature",
        form: "sha256={signature}",
        message: "{body}",
        type: "header:x-event-key",
    }
    /// Only webhooks that an administrator registered with a secret are signed so; those of apps carry a JWT.
    "jira" = "Jira", seconded "https://developer.atlassian.com/cloud/jira/platform/webhooks/" {
        signature: "header:x-hub-signature",
        form: "sha256={signature}",
        message: "{body}",
        id: "header:x-atlassian-webhook-identifier",
        type: "/webhookEvent",
    }
    "gitea" = "Gitea and Forgejo", sdk "https://github.com/go-gitea/gitea/blob/main/services/webhook/deliver.go" {
        signature: "header:x-gitea-signature",
        message: "{body}",
        id: "header:x-gitea-delivery",
        type: "header:x-gitea-event",
    }
    "gogs" = "Gogs", sdk "https://github.com/gogs/gogs/blob/main/internal/database/webhook.go" {
        signature: "header:x-gogs-signature",
        message: "{body}",
        id: "header:x-gogs-delivery",
        type: "header:x-gogs-event",
    }
    "gitness" = "Gitness (Harness Open Source)", sdk "https://github.com/harness/gitness/blob/main/app/services/webhook/trigger.go" {
        signature: "header:x-gitness-signature",
        message: "{body}",
        opens: "header",
        type: "header:x-gitness-trigger",
    }
    /// SHA-1, whatever libraries say that verify it with SHA-256.
    "vercel" = "Vercel", seconded "https://vercel.com/docs/webhooks/webhooks-api" {
        algorithm: "hmac-sha1",
        signature: "header:x-vercel-signature",
        message: "{body}",
        id: "/id",
        type: "/type",
    }
    /// The moment of sending is a member of the signed body; the SDK allows one minute both ways.
    "linear" = "Linear", sdk "https://github.com/linear/linear/blob/master/packages/sdk/src/webhooks/client.ts" {
        signature: "header:linear-signature",
        message: "{body}",
        timestamp: "/webhookTimestamp",
        unit: "milliseconds",
        tolerance: "60",
        id: "header:linear-delivery",
        type: "/type",
    }
    /// `sentry-hook-timestamp` is not under the signature: it is not read.
    "sentry" = "Sentry", vendor "https://docs.sentry.io/integrations/integration-platform/webhooks/" {
        signature: "header:sentry-hook-signature,sentry-app-signature",
        message: "{body}",
        id: "header:request-id",
        type: "header:sentry-hook-resource",
    }
    "pagerduty" = "PagerDuty", vendor "https://github.com/PagerDuty/developer-docs/blob/main/docs/webhooks/04-Signatures.md" {
        signature: "header:x-pagerduty-signature",
        form: "v1={signature},...",
        message: "{body}",
        id: "/event/id",
        type: "/event/event_type",
    }
    "rootly" = "Rootly", vendor "https://docs.rootly.com/configuration/webhooks" {
        signature: "header:x-rootly-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}{body}",
        id: "/event/id",
        type: "/event/type",
    }
    "firehydrant" = "FireHydrant", vendor "https://docs.firehydrant.com/docs/runbook-step-send-a-webhook" {
        signature: "header:fh-signature",
        message: "{body}",
    }
    "circleci" = "CircleCI", vendor "https://circleci.com/docs/guides/integration/outbound-webhooks/" {
        signature: "header:circleci-signature",
        form: "v1={signature},...",
        message: "{body}",
        id: "/id",
        type: "header:circleci-event-type",
    }
    "buildkite" = "Buildkite", vendor "https://buildkite.com/docs/apis/webhooks/pipelines" {
        signature: "header:x-buildkite-signature",
        form: "timestamp={timestamp},signature={signature},...",
        message: "{timestamp}.{body}",
        type: "/event",
    }
    /// What is sent by default: the token itself, in clear text.
    "buildkite-token" = "Buildkite (token)", vendor "https://buildkite.com/docs/apis/webhooks/pipelines" {
        algorithm: "token",
        signature: "header:x-buildkite-token",
        type: "header:x-buildkite-event",
    }
    "semaphore" = "Semaphore CI", sdk "https://github.com/semaphoreio/semaphore/blob/main/notifications/lib/notifications/workers/webhook.ex" {
        signature: "header:x-semaphore-signature-256",
        message: "{body}",
    }
    /// An id of the build, not of the event: several events have it, so it is not given as one.
    "expo" = "Expo EAS", vendor "https://docs.expo.dev/eas/webhooks/" {
        algorithm: "hmac-sha1",
        signature: "header:expo-signature",
        form: "sha1={signature}",
        message: "{body}",
    }
    "heroku" = "Heroku", sdk "https://github.com/heroku/webhooks-demo/blob/main/app/controllers/webhooks_controller.rb" {
        signature: "header:heroku-webhook-hmac-sha256",
        encoding: "base64",
        message: "{body}",
    }
    "pulumi" = "Pulumi Cloud", vendor "https://www.pulumi.com/docs/pulumi-cloud/webhooks/" {
        signature: "header:pulumi-webhook-signature",
        message: "{body}",
        id: "header:pulumi-webhook-id",
        type: "header:pulumi-webhook-kind",
    }
    "terraform" = "HCP Terraform notifications", vendor "https://developer.hashicorp.com/terraform/cloud-docs/api-docs/notification-configurations" {
        algorithm: "hmac-sha512",
        signature: "header:x-tfe-notification-signature",
        message: "{body}",
        type: "/notifications/0/trigger",
    }
    "terraform-run-task" = "HCP Terraform run tasks", sdk "https://github.com/hashicorp/terraform-run-task-scaffolding-go/blob/main/internal/sdk/handler/hmac.go" {
        algorithm: "hmac-sha512",
        signature: "header:x-tfc-task-signature",
        message: "{body}",
        id: "/task_result_id",
        type: "/stage",
    }
    "cloudflare-stream" = "Cloudflare Stream", vendor "https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/" {
        signature: "header:webhook-signature",
        form: "time={timestamp},sig1={signature},...",
        message: "{timestamp}.{body}",
    }
    "cloudflare-notifications" = "Cloudflare Notifications", seconded "https://developers.cloudflare.com/notifications/get-started/configure-webhooks/" {
        algorithm: "token",
        signature: "header:cf-webhook-auth",
    }
    /// Atlas sends base64; the same header of Cloud Manager and Ops Manager holds hexadecimal.
    "mongodb-atlas" = "MongoDB Atlas", seconded "https://www.mongodb.com/docs/atlas/tutorial/third-party-service-integrations/" {
        algorithm: "hmac-sha1",
        signature: "header:x-mms-signature",
        encoding: "base64",
        message: "{body}",
    }
    /// Where the secret signs the payload; where it does not, it is itself in the header (`jfrog-token`).
    "jfrog" = "JFrog Artifactory", seconded "https://registry.terraform.io/providers/jfrog/artifactory/latest/docs/resources/artifact_webhook" {
        signature: "header:x-jfrog-event-auth",
        message: "{body}",
    }
    "jfrog-token" = "JFrog Artifactory (secret token)", sdk "https://github.com/jfrog/terraform-provider-artifactory" {
        algorithm: "token",
        signature: "header:x-jfrog-event-auth",
    }
    "npm" = "npm hooks", sdk "https://github.com/npm/npm-hook-receiver/blob/master/index.js" {
        signature: "header:x-npm-signature",
        form: "sha256={signature}",
        message: "{body}",
        type: "/event",
    }
    "sonarqube" = "SonarQube", seconded "https://docs.sonarsource.com/sonarqube-server/latest/project-administration/webhooks/" {
        signature: "header:x-sonar-webhook-hmac-sha256",
        message: "{body}",
    }
    /// The event's version stands behind a slash in its name: `project_snapshot/v0`.
    "snyk" = "Snyk", vendor "https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/about-webhooks" {
        signature: "header:x-hub-signature",
        form: "sha256={signature}",
        message: "{body}",
        id: "header:x-snyk-transport-id",
        type: "header:x-snyk-event",
    }
    "hackerone" = "HackerOne", seconded "https://api.hackerone.com/webhooks/" {
        signature: "header:x-h1-signature",
        form: "sha256={signature}",
        message: "{body}",
        id: "header:x-h1-delivery",
        type: "header:x-h1-event",
    }
    "checkly" = "Checkly", vendor "https://www.checklyhq.com/docs/alerting/webhooks/" {
        signature: "header:x-checkly-signature",
        message: "{body}",
    }
    /// Signs `{timestamp}:{body}` where the contact point names a header for the timestamp; then the scheme is the user's own.
    "grafana" = "Grafana Alerting", sdk "https://github.com/grafana/alerting/blob/main/http/hmac.go" {
        signature: "header:x-grafana-alerting-signature",
        message: "{body}",
        opens: "header",
    }
    "launchdarkly" = "LaunchDarkly", seconded "https://launchdarkly.com/docs/home/infrastructure/webhooks" {
        signature: "header:x-ld-signature",
        message: "{body}",
        type: "/kind",
    }
    "statsig" = "Statsig", vendor "https://docs.statsig.com/integrations/event_webhook" {
        signature: "header:x-statsig-signature",
        form: "v0={signature}",
        message: "v0:{timestamp}:{body}",
        timestamp: "header:x-statsig-request-timestamp",
        unit: "milliseconds",
    }
    "flagsmith" = "Flagsmith", vendor "https://docs.flagsmith.com/third-party-integrations/webhook" {
        signature: "header:x-flagsmith-signature",
        message: "{body}",
        type: "/event_type",
    }
    "growthbook" = "GrowthBook", vendor "https://docs.growthbook.io/app/webhooks/event-webhooks" {
        signature: "header:x-growthbook-signature",
        message: "{body}",
    }
    "doppler" = "Doppler", seconded "https://docs.doppler.com/docs/webhooks" {
        signature: "header:x-doppler-signature",
        form: "sha256={signature}",
        message: "{body}",
    }
    /// The text before the tag repeats the body's timestamp and is not under the MAC: the body's is read.
    "infisical" = "Infisical", sdk "https://github.com/Infisical/infisical/blob/main/backend/src/services/webhook/webhook-fns.ts" {
        signature: "header:x-infisical-signature",
        form: "{key-id};{signature}",
        message: "{body}",
        timestamp: "/timestamp",
        unit: "milliseconds",
        type: "/event",
    }
    /// The SDK allows three minutes into the past.
    "workos" = "WorkOS", sdk "https://github.com/workos/workos-node/blob/main/src/common/crypto/signature-provider.ts" {
        signature: "header:workos-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        unit: "milliseconds",
        tolerance: "180",
        id: "/id",
        type: "/event",
    }
    "logto" = "Logto", vendor "https://docs.logto.io/developers/webhooks/secure-webhooks" {
        signature: "header:logto-signature-sha-256",
        message: "{body}",
        type: "/event",
    }
    "zitadel" = "ZITADEL", sdk "https://github.com/zitadel/zitadel-go/blob/main/pkg/actions/signing.go" {
        signature: "header:zitadel-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
    }
    "plane" = "Plane", sdk "https://github.com/makeplane/plane/blob/preview/apps/api/plane/bgtasks/webhook_task.py" {
        signature: "header:x-plane-signature",
        message: "{body}",
        id: "header:x-plane-delivery",
        type: "/event",
    }
    /// A ping without content; the changes are fetched. The MAC secret is base64.
    "airtable" = "Airtable", seconded "https://airtable.com/developers/web/api/webhooks-overview" {
        signature: "header:x-airtable-content-mac",
        form: "hmac-sha256={signature}",
        key: "base64",
        message: "{body}",
    }
    /// The signature of a batch covers its first event alone: batches fail, rightly.
    "segment" = "Segment", vendor "https://segment.com/docs/connections/destinations/catalog/actions-webhook/" {
        algorithm: "hmac-sha1",
        signature: "header:x-signature",
        message: "{body}",
        id: "/messageId",
        type: "/type",
    }
    "autodesk" = "Autodesk Platform Services", sdk "https://github.com/autodesk-platform-services/aps-webhooks-signature" {
        algorithm: "hmac-sha1",
        signature: "header:x-adsk-signature",
        form: "sha1hash={signature}",
        message: "{body}",
    }
    /// The challenge comes when a webhook is made, without a signature.
    "nylas" = "Nylas", seconded "https://developer.nylas.com/docs/v3/notifications/" {
        signature: "header:x-nylas-signature",
        message: "{body}",
        id: "/id",
        type: "/type",
        handshake: "GET if query:challenge text {query:challenge}",
    }
    /// The vendor's toolkit enforces no window.
    "sanity" = "Sanity", sdk "https://github.com/sanity-io/webhook-toolkit/blob/main/src/signature.ts" {
        signature: "header:sanity-webhook-signature",
        form: "t={timestamp},v1={signature},...",
        encoding: "base64url",
        message: "{timestamp}.{body}",
        unit: "milliseconds",
        tolerance: "none",
        id: "header:idempotency-key",
    }
    /// The headers that are signed are named in one of them, the timestamp's among them as a rule; the
    /// list may leave it out, so no window is promised (the toolkit allows 30 s). It percent-encodes
    /// path and query a second time before it signs: register a URL without a query and without escapes.
    "contentful" = "Contentful", sdk "https://github.com/contentful/node-apps-toolkit/blob/main/src/requests/sign-request.ts" {
        signature: "header:x-contentful-signature",
        message: "{method}\n{path}\n{headers:x-contentful-signed-headers}\n{body}",
        type: "header:x-contentful-topic",
    }
    "storyblok" = "Storyblok", seconded "https://www.storyblok.com/docs/concepts/webhooks" {
        algorithm: "hmac-sha1",
        signature: "header:webhook-signature",
        message: "{body}",
        type: "/action",
    }
    /// The secret is a member of the body.
    "prismic" = "Prismic", vendor "https://prismic.io/docs/webhooks" {
        algorithm: "token",
        signature: "/secret",
        type: "/type",
    }
    "webflow" = "Webflow", sdk "https://github.com/webflow/js-webflow-api/blob/master/src/wrapper/WebhooksClient.ts" {
        signature: "header:x-webflow-signature",
        message: "{timestamp}:{body}",
        timestamp: "header:x-webflow-timestamp",
        unit: "milliseconds",
        type: "/triggerType",
    }
    "ghost" = "Ghost", sdk "https://github.com/TryGhost/Ghost/blob/main/ghost/core/core/server/services/webhooks/webhook-trigger.js" {
        signature: "header:x-ghost-signature",
        form: "t={timestamp},sha256={signature},...",
        message: "{body}{timestamp}",
        unit: "milliseconds",
    }
    "discourse" = "Discourse", sdk "https://github.com/discourse/discourse/blob/main/app/jobs/regular/emit_web_hook_event.rb" {
        signature: "header:x-discourse-event-signature",
        form: "sha256={signature}",
        message: "{body}",
        id: "header:x-discourse-event-id",
        type: "header:x-discourse-event",
    }
    "mux" = "Mux", sdk "https://github.com/muxinc/mux-elixir/blob/master/lib/mux/webhooks.ex" {
        signature: "header:mux-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        id: "/id",
        type: "/type",
    }
    /// The header's timestamp is not under the MAC: it is not read.
    "livepeer" = "Livepeer Studio", vendor "https://docs.livepeer.org/developers/guides/setup-and-listen-to-webhooks" {
        signature: "header:livepeer-signature",
        form: "v1={signature},...",
        message: "{body}",
        id: "/id",
        type: "/event",
    }
    "uploadcare" = "Uploadcare", sdk "https://github.com/uploadcare/uploadcare-ruby/blob/main/lib/uploadcare/webhook_signature_verifier.rb" {
        signature: "header:x-uc-signature",
        form: "v1={signature}",
        message: "{body}",
        type: "/hook/event",
    }
    /// The secret is the one of the key that `x-pusher-key` names. A request holds a list of events.
    "pusher" = "Pusher Channels", sdk "https://github.com/pusher/pusher-http-node/blob/master/lib/webhook.js" {
        signature: "header:x-pusher-signature",
        message: "{body}",
    }
    /// The secret is the part of the API key behind its colon; `x-ably-key` names the part before it.
    "ably" = "Ably", vendor "https://ably.com/docs/platform/integrations/webhooks" {
        signature: "header:x-ably-signature",
        encoding: "base64",
        message: "{body}",
    }
    "agora" = "Agora", vendor "https://docs.agora.io/cn/Video/signature_verify" {
        signature: "header:agora-signature-v2",
        message: "{body}",
        id: "/noticeId",
        type: "/eventType",
    }
    /// The SDK allows half an hour into the past.
    "elevenlabs" = "ElevenLabs", sdk "https://github.com/elevenlabs/elevenlabs-js/blob/main/src/wrapper/webhooks.ts" {
        signature: "header:elevenlabs-signature",
        form: "t={timestamp},v0={signature},...",
        message: "{timestamp}.{body}",
        tolerance: "1800/300",
        type: "/type",
    }
    /// The secret is the API key.
    "retell" = "Retell AI", sdk "https://github.com/RetellAI/retell-typescript-sdk/blob/main/src/lib/webhook_auth.ts" {
        signature: "header:x-retell-signature",
        form: "v={timestamp},d={signature},...",
        message: "{body}{timestamp}",
        unit: "milliseconds",
        type: "/event",
    }
    "bland" = "Bland AI", vendor "https://docs.bland.ai/tutorials/webhook-signing" {
        signature: "header:x-webhook-signature",
        message: "{body}",
    }
    "cursor" = "Cursor cloud agents", seconded "https://docs.cursor.com/account/cloud-agent-webhooks" {
        signature: "header:x-webhook-signature",
        form: "sha256={signature}",
        message: "{body}",
    }
    /// Names Standard Webhooks and signs another message: the id is not under the MAC.
    "iron" = "Iron", vendor "https://docs.iron.xyz/reference-2026-07-01/webhooks/dispatches-an-event-notification-to-a-configured-webhook-endpoint" {
        signature: "header:webhook-signature",
        form: "v1={signature}",
        message: "{timestamp}{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    /// Two headers while the signing secret is being rolled.
    "hookdeck" = "Hookdeck Event Gateway", sdk "https://github.com/hookdeck/webhook-skills/blob/main/skills/hookdeck-event-gateway-webhooks/references/verification.md" {
        signature: "header:x-hookdeck-signature header:x-hookdeck-signature-2",
        encoding: "base64",
        message: "{body}",
        id: "header:x-hookdeck-eventid",
    }
    /// `v0=` stands once before the whole list. Who runs it may choose header and encoding.
    "outpost" = "Hookdeck Outpost", sdk "https://github.com/hookdeck/outpost/blob/main/docs/content/destinations/webhook.mdoc" {
        signature: "header:x-outpost-signature",
        form: "[v0=]{signature},...",
        message: "{body}",
        opens: "header encoding",
        id: "header:x-outpost-event-id",
        type: "header:x-outpost-topic",
    }
    "convoy" = "Convoy (simple signatures)", sdk "https://github.com/frain-dev/convoy/blob/main/pkg/signature/signature.go" {
        signature: "header:x-convoy-signature",
        message: "{body}",
        opens: "header encoding",
    }
    /// A comma joins timestamp and body.
    "convoy-advanced" = "Convoy (advanced signatures)", sdk "https://github.com/frain-dev/convoy/blob/main/pkg/signature/signature.go" {
        signature: "header:x-convoy-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp},{body}",
        opens: "header encoding",
    }
}

unconfirmed! {
    "Framer": "signs the body and then a submission id without a separator; no page read tells the id's length, so the border between them cannot be fixed",
    "Daily": "public implementations disagree: `{timestamp}.{body}` in one, the body alone in another; the vendor's page could not be read",
    "Cloudsmith": "HMAC-SHA1 in X-Cloudsmith-Signature; whether `sha1=` stands before it is told by one implementation only",
    "Bugcrowd": "public notes contradict one another about header and message",
    "Deepgram": "dg-token holds the id of an API key, not a secret of the webhook",
    "AssemblyAI": "sends back a header that the user chose: the scheme `token` with that header",
    "Azure DevOps": "HTTP Basic with what the user configured; the vendor's page could not be read",
    "Datadog": "headers that the user writes; no signature",
    "New Relic": "headers that the user writes; no signature",
    "Netlify": "a JWS (HS256) with the body's hash as a claim: not a MAC over the request",
    "FusionAuth": "a JWT whose keys are fetched",
    "Contentstack": "RSA-PSS by a key that is fetched",
    "Cloudinary": "plain hash of body, timestamp and secret, SHA-1 unless the account says SHA-256",
    "Hygraph": "signs JSON in which the body stands as an escaped text",
    "Transloadit": "HMAC-SHA384 of a form field",
}
