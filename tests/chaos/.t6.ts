import { startDatabaseProcess } from "@/tests/chaos/stack/database";
console.time("start");
const d = await startDatabaseProcess({dir:"/tmp/chaos/pg", postgresPort: 8888, sqlPort: 8889});
console.timeEnd("start"); console.log(d.appUrl, d.adminUrl, d.sqlUrl);
console.time("crash"); await d.crash(); console.timeEnd("crash"); console.time("restart"); await d.restart(); console.timeEnd("restart");
d.freeze(); d.thaw();
console.time("stop"); await d.stop(); console.timeEnd("stop");
process.exit(0);
