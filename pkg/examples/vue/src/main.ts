import { edgeSession } from "fc-pivot";
import { fcPivot } from "fc-pivot/vue";
import { createApp } from "vue";
import App from "./App.vue";

createApp(App).use(fcPivot(edgeSession())).mount("#app");
