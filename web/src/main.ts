import { mount } from 'svelte';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/print.css';
import { Door } from './api/door';
import { Memory } from './memory';
import { prefixOf, under, within } from './model/prefix';
import Shell from './panels/Shell.svelte';
import { Visit, type Place } from './visit.svelte';

const prefix = prefixOf(document.documentElement.dataset['root']);
const place: Place = {
  read: () => ({ path: within(prefix, location.pathname), search: location.search }),
  push: (url) => history.pushState(null, '', under(prefix, url)),
  replace: (url) => history.replaceState(null, '', under(prefix, url)),
};

const visit = new Visit(new Door(prefix), new Memory(() => localStorage), place);
addEventListener('popstate', visit.follow);

const target = document.getElementById('app');
if (target) mount(Shell, { target, props: { visit } });
void visit.askSession();
