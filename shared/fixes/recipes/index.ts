import type { RecipeWriter } from './recipe.ts';
import { apache } from './stacks/apache.ts';
import { aspnetCore } from './stacks/aspnet-core.ts';
import { awsHttpApi } from './stacks/aws-http-api.ts';
import { awsRestApi } from './stacks/aws-rest-api.ts';
import { caddy } from './stacks/caddy.ts';
import { cloudflareWorker } from './stacks/cloudflare-worker.ts';
import { cloudfront } from './stacks/cloudfront.ts';
import { django } from './stacks/django.ts';
import { envoy } from './stacks/envoy.ts';
import { express } from './stacks/express.ts';
import { fastapi } from './stacks/fastapi.ts';
import { fastify } from './stacks/fastify.ts';
import { flask } from './stacks/flask.ts';
import { goJub0bsCors } from './stacks/go-jub0bs-cors.ts';
import { goRsCors } from './stacks/go-rs-cors.ts';
import { haproxy } from './stacks/haproxy.ts';
import { hono } from './stacks/hono.ts';
import { ingressNginx } from './stacks/ingress-nginx.ts';
import { istio } from './stacks/istio.ts';
import { koa } from './stacks/koa.ts';
import { kong } from './stacks/kong.ts';
import { nestjs } from './stacks/nestjs.ts';
import { netlify } from './stacks/netlify.ts';
import { nextjs } from './stacks/nextjs.ts';
import { nginx } from './stacks/nginx.ts';
import { rails } from './stacks/rails.ts';
import { s3 } from './stacks/s3.ts';
import { spring } from './stacks/spring.ts';
import { traefik } from './stacks/traefik.ts';
import { varnish } from './stacks/varnish.ts';
import { vercel } from './stacks/vercel.ts';

/** Every stack, those first that stand before others on the way to an application. */
export const RECIPES: readonly RecipeWriter[] = [
  nginx,
  apache,
  caddy,
  haproxy,
  varnish,
  traefik,
  envoy,
  istio,
  kong,
  ingressNginx,
  cloudfront,
  cloudflareWorker,
  awsHttpApi,
  awsRestApi,
  s3,
  vercel,
  netlify,
  express,
  fastify,
  hono,
  koa,
  nestjs,
  nextjs,
  spring,
  aspnetCore,
  django,
  fastapi,
  flask,
  rails,
  goRsCors,
  goJub0bsCors,
];
