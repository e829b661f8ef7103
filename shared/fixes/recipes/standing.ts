interface Standing {
  readonly word: string;
  /** A sentence. */
  readonly meaning: string;
}

const TESTED: Standing = {
  word: 'tested',
  meaning:
    'The complete file is run by the real server in corscope’s tests, which check each row of the conformance table.',
};
const UNTESTED: Standing = {
  word: 'not tested',
  meaning: 'It is compared with the product’s documentation, and no test runs it.',
};

/** Whether a recipe's text was ever run, said the same way wherever the recipe stands. */
export function standingOf({ ranHere }: { readonly ranHere: boolean }): Standing {
  return ranHere ? TESTED : UNTESTED;
}
