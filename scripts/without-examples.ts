import type { Plugin, Rolldown } from 'vite';

/**
 * Rules, signatures, conclusions and operations bring examples, for tests and documentation. Left in the build they were a
 * third of what the dashboard evaluates before its first rows: built here without them.
 */
export function withoutExamples(): Plugin {
  let left = 0;
  return {
    name: 'without-examples',
    transform: {
      filter: { id: /\/shared\/.*\.ts$/ },
      handler(code) {
        const found = this.parse(code).body.flatMap(exampleValues);
        if (found.length === 0) return null;
        left += found.length;
        return { code: found.reduceRight(emptied, code), map: null };
      },
    },
    // a bundler that writes its tree in another way would leave them in without a word
    buildEnd(error) {
      if (error === undefined && left === 0)
        this.error('no examples found in shared/: see scripts/without-examples.ts');
    },
  };
}

type Statement = ReturnType<Rolldown.PluginContext['parse']>['body'][number];

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The values of `examples` in the objects that the statement exports. */
function exampleValues(statement: Statement): Span[] {
  if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') return [];
  return statement.declaration.declarations.flatMap(({ init }) => {
    if (init?.type !== 'ObjectExpression') return [];
    return init.properties.flatMap(property =>
      property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'examples'
        ? [property.value]
        : [],
    );
  });
}

function emptied(code: string, { start, end }: Span): string {
  return `${code.slice(0, start)}[]${code.slice(end)}`;
}
