import { createApp } from 'vue';
import LiveApp from './live-app.vue';
import '../style/theme.css';

createApp(LiveApp).mount('#app');
