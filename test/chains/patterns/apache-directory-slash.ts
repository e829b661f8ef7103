import { PLAIN_APP } from '../support/answers.ts';
import { PAGE } from '../support/call.ts';
import { apache } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const apacheDirectorySlash: Pattern = {
  id: 'apache-directory-slash',
  desc: 'Apache redirects the preflight of a folder to the name with a slash',
  layers: [
    apache(
      (_, { folder }) => `
DocumentRoot ${folder}
Alias "/orders" "/usr/share"
Header set Access-Control-Allow-Origin "${PAGE}"
RewriteEngine On
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteCond %{REQUEST_URI} /$
RewriteRule ^ - [R=204,L]`,
    ),
  ],
  app: PLAIN_APP,
  calls: [{ method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
  wire: [['apache', 'OPTIONS /orders', '301', 'Location: http://localhost/orders/']],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
};
