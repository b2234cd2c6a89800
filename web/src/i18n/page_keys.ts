import type { Page } from '../model/route';
import type { Key } from './say';

/** How each page is called in menus and titles. */
export const pageKeys: Record<Page, Key> = {
  map: 'pageMap',
  overview: 'pageOverview',
  changes: 'pageChanges',
  claims: 'pageClaims',
  data: 'pageData',
  definitions: 'pageDefinitions',
  outages: 'pageOutages',
  outage: 'pageOutages',
  failures: 'pageFailures',
  commitments: 'pageCommitments',
  login: 'logIn',
  invitation: 'pageInvitation',
  account: 'pageAccount',
  users: 'pageUsers',
  tokens: 'pageTokens',
  audit: 'pageAudit',
  fields: 'pageFields',
  home: 'pageHome',
  uploads: 'pageUploads',
  upload: 'pageUploads',
  plan: 'pagePlan',
  scenarios: 'pageScenarios',
  scenario: 'pageScenarios',
  compare: 'pageCompare',
  choose: 'pageChoose',
  choice: 'pageChoose',
  missing: 'pageMissing',
};
