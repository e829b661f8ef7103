import type { Signature } from '../signature.ts';
import { akamai } from './akamai.ts';
import { apache } from './apache.ts';
import { apisix } from './apisix.ts';
import { aspnet } from './aspnet.ts';
import { awsAlb } from './aws-alb.ts';
import { awsApiGateway } from './aws-api-gateway.ts';
import { awsLambdaUrl } from './aws-lambda-url.ts';
import { azureApiManagement } from './azure-api-management.ts';
import { azureAppService } from './azure-app-service.ts';
import { azureApplicationGateway } from './azure-application-gateway.ts';
import { azureFrontDoor } from './azure-front-door.ts';
import { azureStorage } from './azure-storage.ts';
import { caddy } from './caddy.ts';
import { cloudflare } from './cloudflare.ts';
import { cloudflareAccess } from './cloudflare-access.ts';
import { cloudfront } from './cloudfront.ts';
import { daphne } from './daphne.ts';
import { django } from './django.ts';
import { envoy } from './envoy.ts';
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { fastly } from './fastly.ts';
import { flask } from './flask.ts';
import { fly } from './fly.ts';
import { go } from './go.ts';
import { googleCloudStorage } from './google-cloud-storage.ts';
import { googleFrontEnd } from './google-front-end.ts';
import { googleIap } from './google-iap.ts';
import { googleLoadBalancer } from './google-load-balancer.ts';
import { gunicorn } from './gunicorn.ts';
import { haproxy } from './haproxy.ts';
import { heroku } from './heroku.ts';
import { hono } from './hono.ts';
import { iis } from './iis.ts';
import { jetty } from './jetty.ts';
import { koa } from './koa.ts';
import { kong } from './kong.ts';
import { netlify } from './netlify.ts';
import { next } from './next.ts';
import { nginx } from './nginx.ts';
import { openresty } from './openresty.ts';
import { php } from './php.ts';
import { puma } from './puma.ts';
import { rails } from './rails.ts';
import { railway } from './railway.ts';
import { render } from './render.ts';
import { s3 } from './s3.ts';
import { spring } from './spring.ts';
import { starlette } from './starlette.ts';
import { tomcat } from './tomcat.ts';
import { traefik } from './traefik.ts';
import { uvicorn } from './uvicorn.ts';
import { varnish } from './varnish.ts';
import { vercel } from './vercel.ts';
import { webrick } from './webrick.ts';

/** Every product that is recognised, from the browser's side to the app's: where two fit equally well, the outer one counts. */
export const SIGNATURES: readonly Signature[] = [
  akamai,
  azureFrontDoor,
  cloudflare,
  cloudfront,
  fastly,
  awsLambdaUrl,
  azureAppService,
  fly,
  googleFrontEnd,
  heroku,
  netlify,
  railway,
  render,
  vercel,
  awsAlb,
  azureApplicationGateway,
  googleLoadBalancer,
  apisix,
  awsApiGateway,
  azureApiManagement,
  cloudflareAccess,
  envoy,
  googleIap,
  kong,
  traefik,
  varnish,
  apache,
  caddy,
  haproxy,
  nginx,
  openresty,
  azureStorage,
  googleCloudStorage,
  s3,
  daphne,
  go,
  gunicorn,
  iis,
  jetty,
  puma,
  tomcat,
  uvicorn,
  webrick,
  aspnet,
  django,
  express,
  fastify,
  flask,
  hono,
  koa,
  next,
  php,
  rails,
  spring,
  starlette,
];
