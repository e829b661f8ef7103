import type { Fault } from '../fault.ts';
import { listenArguments, patchOf } from '../javascript.ts';
import type { Policy } from '../policy.ts';
import type { RecipeWriter } from '../recipe.ts';
import { indented, textOf } from '../text.ts';
import { allowDeclaration, middleware, optionsOf } from './express.ts';

/** Nest on Express, which it runs on by default: `enableCors` is no more than `app.use(cors(options))`. */
export const nestjs: RecipeWriter = {
  id: 'nestjs',
  title: 'NestJS (on Express)',
  kind: 'framework',
  alsoCalled: ['nest', 'nest.js'],
  file: 'src/main.ts',
  language: 'ts',
  docs: 'https://docs.nestjs.com/security/cors',
  ranHere: false,
  shortfalls: [],
  complete(policy) {
    const { host, port } = listenArguments(policy);
    return textOf(
      [
        '// npm install cors on-headers; npm install --save-dev @types/cors @types/on-headers',
        "import { NestFactory } from '@nestjs/core';",
        "import cors from 'cors';",
        "import type { NextFunction, Request, Response } from 'express';",
        "import onHeaders from 'on-headers';",
        "import { AppModule } from './app.module';",
      ],
      allowDeclaration(policy),
      [
        'async function bootstrap() {',
        ...indented([
          'const app = await NestFactory.create(AppModule);',
          ...typedMiddleware(policy),
          `await app.listen(${port}, ${host});`,
        ]),
        '}',
      ],
      ['void bootstrap();'],
    );
  },
  patch: (policy: Policy, fault: Fault) =>
    patchOf(fault, optionsOf(policy), [allowDeclaration(policy), typedMiddleware(policy)]),
  notes: () => [
    'Guards, interceptors and exception filters come after it: the preflight reaches none of them, and what they refuse has the headers.',
    'It has to stand before every other `app.use` in main.ts: what stands above it answers without headers, and refuses preflights.',
    'It takes the place of `app.enableCors()` and of `{ cors: true }`: with both there are two owners, and those allow any origin unless told otherwise.',
    '`enableCors({ origin: true, credentials: true })` lets every page in, with the cookies of any signed-in user.',
    '`@Header()` and `response.set()` in a controller replace what CORS middleware has set before: so the headers are set again when the response begins.',
    'A gateway of WebSockets has CORS options of its own, in `@WebSocketGateway`.',
    'On Fastify it is `@fastify/cors`: see the recipe for Fastify.',
  ],
};

function typedMiddleware(policy: Policy): string[] {
  const untyped = '(request, response, next)';
  return middleware(policy).map(line =>
    line.replace(untyped, '(request: Request, response: Response, next: NextFunction)'),
  );
}
