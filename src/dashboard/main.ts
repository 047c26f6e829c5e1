import { createApp } from 'vue';
import App from './app.vue';
import './style/theme.css';

createApp(App).mount('#app');
