import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout } from '../policy-headers.ts';
import { doubleQuoted, doubleQuotedList } from '../quote/double-quoted.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, type Setting, setting } from '../settings.ts';
import { indented, textOf } from '../text.ts';

/** When headers are set, and when Vary is: CorsMiddleware.cs and CorsService.cs in dotnet/aspnetcore. */
export const aspnetCore: RecipeWriter = {
  id: 'aspnet-core',
  title: 'ASP.NET Core',
  kind: 'framework',
  alsoCalled: ['aspnet', 'asp.net', 'aspnetcore', 'kestrel', 'dotnet'],
  file: 'Program.cs',
  language: 'csharp',
  docs: 'https://learn.microsoft.com/aspnet/core/security/cors',
  ranHere: false,
  shortfalls: [],
  complete: policy =>
    textOf([...SERVICES, ...added(policy)], ['var app = builder.Build();'], pipeline(policy), oneOwner(policy)),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'The order matters: `UseExceptionHandler`, `UseRouting`, `UseCors`, then `UseAuthentication` and `UseAuthorization`; after those, the preflight and every 401 have no header (dotnet/aspnetcore#8463).',
    'By itself it sends Vary only to a listed origin, and only if there are two or more: `OneOwner` always sends it.',
    'What an endpoint sets itself would reach an origin that is not listed: `OneOwner`, which is registered after `UseCors` and so runs before it, takes it off.',
    '`AllowAnyOrigin` with `AllowCredentials` throws at the first request; `SetIsOriginAllowed(_ => true)` does not, and hands any page the data of any signed-in user.',
    '`[EnableCors]` and `RequireCors` at an endpoint replace this policy there, `[DisableCors]` turns it off.',
    'CORS that is switched on in Azure App Service or IIS is a second owner: use one of the two.',
    'An origin with a trailing slash matches nothing.',
  ],
};

function settingsOf({ origins, credentials, methods, requestHeaders, exposedHeaders, maxAge }: Policy): Setting[] {
  const call = (name: string, texts: readonly string[]) => `.${name}(${doubleQuotedList(texts)})`;
  return [
    setting('Access-Control-Allow-Origin', origins === 'any' ? '.AllowAnyOrigin()' : '.WithOrigins(origins)'),
    ...(credentials ? [setting('Access-Control-Allow-Credentials', '.AllowCredentials()')] : []),
    setting('Access-Control-Allow-Methods', call('WithMethods', methods)),
    setting('Access-Control-Allow-Headers', call('WithHeaders', requestHeaders)),
    setting('Access-Control-Expose-Headers', call('WithExposedHeaders', exposedHeaders)),
    setting('Access-Control-Max-Age', `.SetPreflightMaxAge(TimeSpan.FromSeconds(${maxAge}))`),
  ];
}

function originsLine({ origins }: Policy): string[] {
  return origins === 'any' ? [] : [`string[] origins = [${doubleQuotedList(origins)}];`];
}

function added(policy: Policy): string[] {
  return [
    ...originsLine(policy),
    'builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy',
    ...csharpIndented(
      allLines(settingsOf(policy)).map((line, index, lines) => (index === lines.length - 1 ? `${line}));` : line)),
    ),
  ];
}

function csharpIndented(lines: readonly string[], levels = 1): string[] {
  return indented(lines, levels * 2);
}

const SERVICES = [
  'var builder = WebApplication.CreateBuilder(args);',
  'builder.Services.AddControllers();',
  'builder.Services.AddAuthentication();',
];

function pipeline({ pathPrefix }: Policy): string[] {
  return [
    'app.UseExceptionHandler(errors => errors.Run(context => context.Response.WriteAsync("Internal Server Error")));',
    'app.UseRouting();',
    ...(pathPrefix === '/'
      ? ['app.UseCors();', 'app.Use(OneOwner);']
      : [
          `app.UseWhen(context => context.Request.Path.StartsWithSegments(${doubleQuoted(pathPrefix.slice(0, -1))}), covered =>`,
          '{',
          ...csharpIndented(['covered.UseCors();', 'covered.Use(OneOwner);']),
          '});',
        ]),
    'app.UseAuthentication();',
    'app.UseAuthorization();',
    'app.MapControllers();',
    'app.Run();',
  ];
}

function oneOwner({ origins }: Policy): string[] {
  return [
    '// Callbacks run last registered first: this one takes off what endpoints have set, and then UseCors puts on its own.',
    'Task OneOwner(HttpContext context, RequestDelegate next)',
    '{',
    ...csharpIndented([
      'context.Response.OnStarting(() =>',
      '{',
      ...csharpIndented([
        `foreach (var name in new[] { ${doubleQuotedList(CORS_HEADERS)} })`,
        '    context.Response.Headers.Remove(name);',
        ...(origins === 'any' ? [] : ['context.Response.Headers.Append("Vary", "Origin");']),
        'return Task.CompletedTask;',
      ]),
      '});',
      'return next(context);',
    ]),
    '}',
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const owner = ['// right after app.UseCors()', 'app.Use(OneOwner);', '', ...oneOwner(policy)];
  if (isAboutAll(fault))
    return ['// in this order', ...added(policy), '', ...pipeline(policy), '', ...oneOwner(policy)];
  if (fault === 'origin-doubled' || fault === 'vary-missing') return owner;
  return [
    ...(isAbout(fault, 'Access-Control-Allow-Origin') ? originsLine(policy) : []),
    '// in the policy',
    ...linesFor(settingsOf(policy), fault),
    ...(isAbout(fault, 'Vary') && policy.origins !== 'any' ? owner : []),
  ];
}
