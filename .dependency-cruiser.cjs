/** The directions of docs/decisions/0001: server → app → services → features → platform. */
const features =
  'auth|codes|contacts|assignments|employees|roster|api|directory|reset|campaigns|courses|completion|entries|certificates|standings|reports|reminders|messages|retention|audit';

/** Which features a feature may know; every feature may also write to `audit`. */
const mayKnow = {
  auth: 'employees',
  codes: 'employees|directory|auth|messages',
  contacts: 'employees',
  assignments: 'courses|employees',
  employees: '',
  roster: 'employees',
  api: 'employees|completion|courses|assignments|standings|reports',
  directory: '',
  audit: '',
  messages: '',
  courses: '',
  reset: 'directory|employees|auth',
  campaigns: 'reset|directory|employees|messages',
  completion: 'assignments|courses|employees',
  entries: 'assignments|completion|courses|employees',
  certificates: 'assignments|completion|employees',
  standings: 'assignments|completion|courses|employees',
  reports: 'messages|assignments|standings|completion|courses|employees',
  retention: 'employees',
  reminders: 'messages|standings|reports|assignments|completion|courses|employees',
};

const directions = Object.entries(mayKnow).map(([feature, known]) => ({
  name: `${feature}-knows-only-its-own`,
  severity: 'error',
  from: { path: `^src/${feature}/` },
  to: {
    path: `^src/(${features})/`,
    pathNot: `^src/(${[feature, ...(known ? [known] : []), ...(feature === 'audit' ? [] : ['audit'])].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...directions,
    {
      name: 'index-is-the-only-door',
      comment: 'A feature is entered through its index.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${features})/` },
      to: { path: `^src/(${features})/`, pathNot: `^src/(${features})/index\\.ts$` },
    },
    {
      name: 'features-enter-each-other-by-index',
      severity: 'error',
      from: { path: `^src/(${features})/` },
      to: { path: `^src/(${features})/`, pathNot: ['^src/$1/', `^src/(${features})/index\\.ts$`] },
    },
    {
      name: 'features-know-no-composition',
      severity: 'error',
      from: { path: `^src/(${features}|platform)/`, pathNot: '-command\\.ts$' },
      to: { path: '^src/[a-z-]+\\.ts$' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: `^src/(${features}|dev)/` },
    },
    {
      name: 'nothing-imports-dev',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/dev/' },
      to: { path: '^src/dev/' },
    },
    {
      name: 'express-at-the-edge',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '-routes\\.ts$',
          '/require-[^/]*\\.ts$',
          '^src/platform/http/',
          '^src/app\\.ts$',
          '^src/dev/',
        ],
      },
      to: { path: '(^|node_modules/(@types/)?)(express|express-session)(/|$)' },
    },
    {
      name: 'mongoose-in-stores',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['-model\\.ts$', '-store\\.ts$', '^src/platform/', '^src/services\\.ts$'],
      },
      to: { path: '(^|node_modules/)(mongoose|mongodb)(/|$)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
