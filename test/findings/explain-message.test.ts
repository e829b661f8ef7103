import { describe, expect, it } from 'vitest';
import { explainMessage } from '../../shared/findings/explain-message.ts';

describe('explainMessage', () => {
  it('leads from a line of the console to the rules', () => {
    const line =
      "Access to fetch at 'https://api.example.com/me' from origin 'https://app.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.";
    expect(explainMessage(line)).toEqual([
      {
        code: 'PreflightInvalidStatus',
        firefoxReason: 'CORSPreflightDidNotSucceed',
        rules: ['preflight-redirected', 'preflight-status'],
      },
    ]);
  });

  it('has nothing to say of a line about something else', () => {
    expect(explainMessage('Uncaught TypeError: Failed to fetch')).toEqual([]);
  });
});
