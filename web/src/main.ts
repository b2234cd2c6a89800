import { mount } from 'svelte';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/print.css';
import { Client } from './api/client';
import { Memory } from './memory';
import App from './panels/App.svelte';
import { Planner, type Address } from './planner.svelte';

const address: Address = {
  read: () => location.search,
  write(query, newStep) {
    const url = query ? `?${query}` : location.pathname;
    if (newStep) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  },
};

const planner = new Planner(new Client(), address, new Memory(() => localStorage));
addEventListener('popstate', () => planner.readAddress());

const target = document.getElementById('app');
if (target) mount(App, { target, props: { planner } });
void planner.askRelease();
