import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS } from '../policy-headers.ts';
import { doubleQuoted, doubleQuotedList } from '../quote/double-quoted.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, originList, type Setting, setting } from '../settings.ts';
import { indented, textOf } from '../text.ts';

/** What is refused, what is skipped, and when Vary is said: spring-web's DefaultCorsProcessor. */
export const spring: RecipeWriter = {
  id: 'spring',
  title: 'Spring Boot (MVC, with or without Spring Security)',
  kind: 'framework',
  alsoCalled: ['spring-boot', 'springboot', 'tomcat', 'java'],
  file: 'src/main/java/com/example/CorsConfig.java',
  language: 'java',
  docs: 'https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html',
  ranHere: false,
  shortfalls: [],
  complete: policy =>
    textOf(['package com.example;'], IMPORTS, [
      '@Configuration',
      'class CorsConfig {',
      '',
      ...javaIndented([...sourceBean(policy), '', ...filterBean(policy), '', ...oneOwner(policy)]),
      '}',
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    '`@CrossOrigin` and `addCorsMappings` come after Spring Security, which refuses the preflight with 401: a `CorsFilter` before it does not (spring-projects/spring-security#4448).',
    'Spring Security takes up this bean by itself where it is an `UrlBasedCorsConfigurationSource`; before 6.5 say `http.cors(withDefaults())`, and a response that has the headers already is left alone.',
    'An origin that is not listed is refused with 403 and `Invalid CORS request`, not the preflight alone: also calls from other servers that send Origin.',
    '`setAllowedOrigins(List.of("*"))` with credentials throws at the first request; `setAllowedOriginPatterns(List.of("*"))` does not, and hands any page the data of any signed-in user.',
    'A bean of another type must not be called `corsFilter`: Spring Security takes it for the filter itself, and does not start.',
    '`permitAll` for OPTIONS lets preflights through, but then nothing answers them: it is not CORS.',
    'Behind Spring Cloud Gateway set `globalcors` there or the beans in the services, not both; its filter `DedupeResponseHeader` removes duplicates. Before Spring Boot 3 the package is `javax.servlet`.',
    'A URL with `//` is refused with 400 by its firewall: look at how the base URL and the path are joined.',
  ],
};

const IMPORTS = [
  'import jakarta.servlet.FilterChain;',
  'import jakarta.servlet.ServletException;',
  'import jakarta.servlet.http.HttpServletRequest;',
  'import jakarta.servlet.http.HttpServletResponse;',
  'import jakarta.servlet.http.HttpServletResponseWrapper;',
  'import java.io.IOException;',
  'import java.time.Duration;',
  'import java.util.List;',
  'import java.util.Locale;',
  'import java.util.Set;',
  'import org.springframework.boot.web.servlet.FilterRegistrationBean;',
  'import org.springframework.context.annotation.Bean;',
  'import org.springframework.context.annotation.Configuration;',
  'import org.springframework.core.Ordered;',
  'import org.springframework.web.cors.CorsConfiguration;',
  'import org.springframework.web.cors.UrlBasedCorsConfigurationSource;',
  'import org.springframework.web.filter.CorsFilter;',
  'import org.springframework.web.filter.OncePerRequestFilter;',
];

/** Four spaces. */
function javaIndented(lines: readonly string[]): string[] {
  return indented(lines, 2);
}

function settingsOf(policy: Policy): Setting[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  const list = (name: string, texts: readonly string[]) => `rules.${name}(List.of(${doubleQuotedList(texts)}));`;
  return [
    setting('Access-Control-Allow-Origin', list('setAllowedOrigins', originList(policy))),
    setting('Access-Control-Allow-Credentials', `rules.setAllowCredentials(${credentials});`),
    setting('Access-Control-Allow-Methods', list('setAllowedMethods', methods)),
    setting('Access-Control-Allow-Headers', list('setAllowedHeaders', requestHeaders)),
    setting('Access-Control-Expose-Headers', list('setExposedHeaders', exposedHeaders)),
    setting('Access-Control-Max-Age', `rules.setMaxAge(Duration.ofSeconds(${maxAge}));`),
  ];
}

function sourceBean(policy: Policy): string[] {
  return [
    '@Bean',
    'UrlBasedCorsConfigurationSource corsConfigurationSource() {',
    ...javaIndented([
      'CorsConfiguration rules = new CorsConfiguration();',
      ...allLines(settingsOf(policy)),
      'UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();',
      `source.registerCorsConfiguration(${doubleQuoted(`${policy.pathPrefix}**`)}, rules);`,
      'return source;',
    ]),
    '}',
  ];
}

/** Spring Security would take a bean called `corsFilter` for the filter itself, and fail to start. */
function filterBean({ pathPrefix }: Policy): string[] {
  return [
    '/** Before every other filter: preflights carry no credentials, and errors of filters need the headers too. */',
    '@Bean',
    'FilterRegistrationBean<CorsFilter> corsFirst(UrlBasedCorsConfigurationSource source) {',
    ...javaIndented([
      'FilterRegistrationBean<CorsFilter> bean = new FilterRegistrationBean<>(new CorsFilter(source));',
      'bean.setOrder(Ordered.HIGHEST_PRECEDENCE);',
      `bean.addUrlPatterns(${doubleQuoted(`${pathPrefix}*`)});`,
      'return bean;',
    ]),
    '}',
  ];
}

/** Whatever is inside of it cannot change the headers, and need not be asked not to. */
function oneOwner({ pathPrefix }: Policy): string[] {
  const wrapped = (method: string) => [
    '@Override',
    `public void ${method}(String name, String value) {`,
    `    if (!OWNED.contains(name.toLowerCase(Locale.ROOT))) super.${method}(name, value);`,
    '}',
  ];
  return [
    '/** Right behind the CorsFilter: what controllers and other filters set of its headers goes nowhere. */',
    '@Bean',
    'FilterRegistrationBean<OncePerRequestFilter> corsOneOwner() {',
    ...javaIndented([
      'FilterRegistrationBean<OncePerRequestFilter> bean = new FilterRegistrationBean<>(new OneOwner());',
      'bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);',
      `bean.addUrlPatterns(${doubleQuoted(`${pathPrefix}*`)});`,
      'return bean;',
    ]),
    '}',
    '',
    'private static final Set<String> OWNED = Set.of(',
    `    ${doubleQuotedList(CORS_HEADERS.map(name => name.toLowerCase()))});`,
    '',
    'private static class OneOwner extends OncePerRequestFilter {',
    ...javaIndented([
      '@Override',
      'protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)',
      '        throws ServletException, IOException {',
      ...javaIndented([
        'chain.doFilter(request, new HttpServletResponseWrapper(response) {',
        ...javaIndented([...wrapped('setHeader'), '', ...wrapped('addHeader')]),
        '});',
      ]),
      '}',
    ]),
    '}',
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const place = '// in a @Configuration';
  if (isAboutAll(fault)) return [place, ...sourceBean(policy), '', ...filterBean(policy)];
  if (fault === 'vary-missing') return [place, ...filterBean(policy)];
  if (fault === 'origin-doubled') return [place, ...oneOwner(policy)];
  return ['// in the CorsConfiguration', ...linesFor(settingsOf(policy), fault)];
}
