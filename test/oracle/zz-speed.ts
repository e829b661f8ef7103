import { judge } from '../../shared/cors/judge.ts';
import { factsOf } from '../../shared/cors/facts.ts';
import { headline } from '../../shared/cors/headline.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import { toExchange } from './oracle-exchange.ts';
import { readOracle } from './oracle-file.ts';
const cpu=()=>{const u=process.cpuUsage();return (u.user+u.system)/1000};
const js:any[]=[]; const exs:any[]=[]; let n=0;
const all=readOracle<any>('dev.ndjson');
for (const t of all) { const c=createCollector(); t.wire.forEach((m:any,i:number)=>{const e=toExchange(m,++n,1000*n+i*20,10);exs.push(e);c.upsert(e)}); js.push(...c.journeys); }
for (const [name,f] of [['judge',(j:any)=>judge(j)],['judge hinted',(j:any)=>judge(j,{credentials:'include',redirect:'follow'})],['facts',(j:any)=>factsOf(j)],['all',(j:any)=>{const v=judge(j);const f=factsOf(j);headline(j,v,f)}]] as const) {
  for(let r=0;r<20;r++) for(const j of js) f(j);
  const s=cpu(); let k=0; for(let r=0;r<100;r++) for(const j of js){f(j);k++}
  console.log(name, Math.round(k/(cpu()-s)*1000),'/s of cpu');
}
if(process.argv[2]!=='p'){
{ const c=createCollector(); const s=cpu(); let k=0; for(let r=0;r<16;r++) for(const e of exs){ c.upsert({...e,id:'e'+(++k),startedAt:k*50, tap:'proxy', authority: e.authority+(k%50)}); } console.log('collect',k,'exchanges',cpu()-s,'ms', c.journeys.length);
  const s2=cpu(); for(let i=1;i<=k;i++) c.remove('e'+i); console.log('remove',cpu()-s2, c.journeys.length);}
{ const c=createCollector(); const s=cpu(); let k=0; for(let r=0;r<10000;r++){ c.upsert({...exs[0],id:'e'+(++k),startedAt:k}); } console.log('same-key preflights',k,cpu()-s,'ms');}
}
