import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import type { Policy } from '../../shared/fixes/recipes/policy.ts';
import type { RecipeWriter } from '../../shared/fixes/recipes/recipe.ts';
import { awsHttpApi } from '../../shared/fixes/recipes/stacks/aws-http-api.ts';
import { awsRestApi } from '../../shared/fixes/recipes/stacks/aws-rest-api.ts';
import { cloudfront } from '../../shared/fixes/recipes/stacks/cloudfront.ts';
import { envoy } from '../../shared/fixes/recipes/stacks/envoy.ts';
import { ingressNginx } from '../../shared/fixes/recipes/stacks/ingress-nginx.ts';
import { istio } from '../../shared/fixes/recipes/stacks/istio.ts';
import { kong } from '../../shared/fixes/recipes/stacks/kong.ts';
import { s3 } from '../../shared/fixes/recipes/stacks/s3.ts';
import { traefik } from '../../shared/fixes/recipes/stacks/traefik.ts';

/** What a parser finds in a recipe's complete text. */
type Found = Partial<Pick<Policy, 'credentials' | 'methods' | 'requestHeaders' | 'exposedHeaders' | 'maxAge'>> & {
  readonly origins: readonly string[];
};

interface Reader {
  readonly recipe: RecipeWriter;
  /** What the language has room for of a list. */
  fits?(text: string): boolean;
  read(text: string): Found;
}

const READERS: readonly Reader[] = [
  {
    recipe: traefik,
    read(text) {
      const { headers } = parse(text).http.middlewares.cors;
      return {
        origins: headers.accessControlAllowOriginList,
        credentials: headers.accessControlAllowCredentials,
        methods: headers.accessControlAllowMethods,
        requestHeaders: headers.accessControlAllowHeaders,
        exposedHeaders: headers.accessControlExposeHeaders,
        maxAge: headers.accessControlMaxAge,
      };
    },
  },
  {
    recipe: envoy,
    read(text) {
      const [listener] = parse(text).static_resources.listeners;
      const manager = listener.filter_chains[0].filters[0].typed_config;
      expect(manager.http_filters[0].name).toBe('envoy.filters.http.cors');
      const [route] = manager.route_config.virtual_hosts[0].routes;
      const cors = route.typed_per_filter_config['envoy.filters.http.cors'];
      return {
        origins: cors.allow_origin_string_match.map(({ exact }: { exact: string }) => exact),
        credentials: cors.allow_credentials,
        methods: elements(cors.allow_methods),
        requestHeaders: elements(cors.allow_headers),
        exposedHeaders: elements(cors.expose_headers),
        maxAge: Number(cors.max_age),
      };
    },
  },
  {
    recipe: istio,
    read(text) {
      const cors = parse(text).spec.http[0].corsPolicy;
      return {
        origins: cors.allowOrigins.map(({ exact }: { exact: string }) => exact),
        credentials: cors.allowCredentials,
        methods: cors.allowMethods,
        requestHeaders: cors.allowHeaders,
        exposedHeaders: cors.exposeHeaders,
        maxAge: Number.parseInt(cors.maxAge, 10),
      };
    },
  },
  {
    recipe: ingressNginx,
    fits: text => /^(?:https?:\/\/[a-z0-9.-]+(?::\d+)?|[A-Za-z_-]+|\*)$/.test(text),
    read(text) {
      const annotations = parse(text).metadata.annotations;
      const value = (name: string) => annotations[`nginx.ingress.kubernetes.io/${name}`] ?? '';
      return {
        origins: elements(value('cors-allow-origin')),
        credentials: value('cors-allow-credentials') === 'true',
        maxAge: Number(value('cors-max-age')),
      };
    },
  },
  {
    recipe: awsHttpApi,
    read(text) {
      const cors = parse(text).Resources.Api.Properties.CorsConfiguration;
      return {
        origins: cors.AllowOrigins,
        credentials: cors.AllowCredentials,
        methods: cors.AllowMethods,
        requestHeaders: cors.AllowHeaders,
        exposedHeaders: cors.ExposeHeaders,
        maxAge: cors.MaxAge,
      };
    },
  },
  {
    recipe: cloudfront,
    read(text) {
      const config = parse(text).Resources.Cors.Properties.ResponseHeadersPolicyConfig.CorsConfig;
      return {
        origins: config.AccessControlAllowOrigins.Items,
        credentials: config.AccessControlAllowCredentials,
        exposedHeaders: config.AccessControlExposeHeaders?.Items ?? [],
        maxAge: config.AccessControlMaxAgeSec,
      };
    },
  },
  {
    recipe: s3,
    read(text) {
      const [rule] = JSON.parse(text);
      return {
        origins: rule.AllowedOrigins,
        requestHeaders: rule.AllowedHeaders,
        exposedHeaders: rule.ExposeHeaders,
        maxAge: rule.MaxAgeSeconds,
      };
    },
  },
];

function elements(list: string): string[] {
  return list === '' ? [] : list.split(', ');
}

describe.each(READERS.map(reader => ({ id: reader.recipe.id, reader })))('$id', ({ reader }) => {
  it.each(POLICIES)('says what the policy says: $desc', ({ policy }) => {
    const { recipe, read, fits = () => true } = reader;
    const { origins, ...rest } = read(recipe.complete(policy));
    expect(origins).toEqual((policy.origins === 'any' ? ['*'] : policy.origins).filter(fits));
    expect(policy).toMatchObject(rest);
  });
});

describe('kong', () => {
  const originsFor = (origins: Policy['origins']) => {
    const policy = { ...(POLICIES[0] as { policy: Policy }).policy, credentials: false, origins } as Policy;
    return parse(kong.complete(policy)).services[0].routes[0].plugins[0].config.origins as string[];
  };

  it.each([
    { desc: 'several plain ones are compared as they are', origins: ['https://a.test', 'https://b.test:8443'] },
  ])('$desc', ({ origins }) => expect(originsFor(origins)).toEqual(origins));

  it.each([
    { desc: 'one alone', origins: ['https://app.example.com'], near: 'https://appxexample.com' },
    { desc: 'an address in brackets', origins: ['http://[::1]:3000', 'https://a.test'], near: 'http://:' },
    { desc: 'an underscore', origins: ['https://a_b.test', 'https://c.test'], near: 'https://a_bxtest' },
  ])('is a pattern of the whole: $desc', ({ origins, near }) => {
    const patterns = originsFor(origins).map(text => new RegExp(text));
    for (const origin of origins) expect(patterns.filter(pattern => pattern.test(origin))).toHaveLength(1);
    for (const odd of [near, `${origins[0]}.evil.test`, `x${origins[0]}`]) {
      expect(patterns.some(pattern => pattern.test(odd))).toBe(false);
    }
  });
});

describe('aws-rest-api', () => {
  it.each(POLICIES)('is well-formed, and its template knows the origins: $desc', ({ policy }) => {
    const [path] = Object.values(parse(awsRestApi.complete(policy)).paths) as [{ options: Record<string, never> }];
    const integration = path.options['x-amazon-apigateway-integration'] as unknown as {
      responses: { default: { responseTemplates?: Record<string, string> } };
    };
    const template = integration.responses.default.responseTemplates?.['application/json'] ?? '';
    const known = policy.origins === 'any' ? [] : policy.origins.map(origin => `'${origin}'`);
    expect(/\$known = \[(.*)\]/.exec(template)?.[1] ?? '').toBe(known.join(', '));
  });
});
