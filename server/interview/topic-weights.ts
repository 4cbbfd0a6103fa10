// Written by `npm run learn-topics`: how much the stem of a word speaks for webhooks, or for another topic.
export const stemsByWeight: readonly (readonly [weight: number, stems: string])[] = [
  [
    1,
    `
act adyen adyen' affect afternoon agre aliv alter altogeth amount angri annoi anymor anyth anywher apart api
appoint at attack attent audit avoid aw babysit backlog bail bake bakeri bank' base64 bear bell beyond bite
blew bodi boi book boom bootcamp bore boss breakfast broker brought bullmq bunch came capac capston captur
ceil cent cert charg christma cleaner clerk cli clip cloakroom cloudflar clue coat compani company' comparison
configur consid constraint constructev consumer' cook cope crash credit crm cron crowd crypto currenc custodi
custom dai daili dashboard datadog deactiv dead deal decrypt dedup dedupl delai deliber deliv deliveri detail
directli disabl dish distanc distinguish dlq doc doctor doctor' docusign done doorstep downstream downtim draw
drawer drown dry durabl durat easier eat eaten echo egress either eleven endpoint endpoint' enough enqueu env
envelop environ equal euro event event' eventu ever everybody' everyth evt exce exchang exercis expect explain
express extra face feel fell few fifo fifth figur firewal firm fish flash flatten fleet float forgotten fourth
gate gave get github github' gonna gotta grafana grandmoth guess gui hacker hadn't happen harm he' he'd he'll
header' heard hei help her hex himself hit hmac hmm homework hope hopeless horizon hospit hour hourli https
hubspot hung hurt id idea ideal import inbound incid increas infrastructur ingest ingress ink insert insist
instead integr interest intermediari intern internet invent invoic involv jira json junk kafka kb kind kinda
king kitchen km knew knock know lack lambda launch lead lean learnt least ledger legal length lesson letter
letterbox localhost locker logist longer lot malform manag manual mat mayb mb meant meantim megabyt merchant
mess middlewar mind mistak mondai monitor mustn't myself narrow needn't newslett newspap ngrok nobody' nois
nor normal notebook notif nowher odd oh okai older onboard oom op opinion opposit ourselv outag outbound oven
overtak own pager pagerduti parcel pars parser partner partner' path patienc patient pattern payment payout
paypal pen perfectli perman photocopi piec platform pm poller possibl postman postmortem practic prefetch
prescript pretti probabl probe problem process prod properli properti provid provider' psp purg python queue
quick quit quota rabbit rabbitmq ran raw reachabl reason reboot receiv recent recip reconcili redeliv
redeliveri redi redirect redriv reenabl reencod reformat registr reli rent repli req resent reserv reset resiz
respond restaur retain retri review rid right ring role rollback roughli rout sail save saw scheme school seal
secret sell sender sender' sendgrid serialis server' settl settlement sha256 she' ship shipment shop' shopifi
shopify' shrug shuffl shut sidekiq signature' silli situat slack slash soak solv somebody' sound spike spread
sq stair stamped standard startup steer stori storm stringifi stripe stripe' student stuff subscript succe
succeed super support suppos sure swallow synthet taught teach technic tempo term thank their they'd thin
think thought threw timingsafeequ tip tl told took total toward trickl tripl twilio typeform uh um undeliv
understand unicod uniqu unknown unmodifi unpack unpars unset untouch url useless v1 var variabl vendor vendor'
verif vpc waf waiter wanna wax weather webhook websit weekend welcom went weren't wheel whichev who' whsec
wouldn't wrote xx yeah yesterday' your zod`,
  ],
  [
    -1,
    `
abi abort abortcontrol access acd activetab actor actuat add adjust admin advertis agent aircraft ajax akka
algorithm alia align alloc allowedip altern america analog analys analysi analyst android angular anna' anonym
another' anti anyhow apn apollo app' appconfig appl apple' appli applic approv arbitr arbitrari archive'
argon2id argument arrayblockingqueu asp asphalt assert assign async atm atom attach auction audienc audio auth
authentication' authenticatordata authenticod authority' automerg automot await awaittermin awkward axle'
bacnet badli ballot band banner barrier bastion bastion' beacon beat beautifulli bed beep bend bfq bh bidirect
bimet binari bind bio bitrat blink block block' blockingqueu blog blue blur board bob boiler bond border
borrow brain brigad bubbl budget buffer' bufferbloat bulb bulletin bump buse button buzz byterang cabinet cabl
callback callerrun callerrunspolici camera can canon canonicalis capabl capacitor captcha car card' caret
cartridg cast catalogu catastroph cattl caution ccsd cellular censu centimetr centr chain channel chat chatter
cheap children chip choos chop chosen chrome chunk circl classic clean cleaner' client clientdatajson clobber
clump coalesc codel codesign coil col collaps colleague' collect collid com command commonest concaten config
conflat constructor contain contin contrast controller' converg conveyor coroutin corrupt cosi costli council
countri cpu crank crawler crdt crew crl crlf crook crowd' crunch crx cryptograph cup curat curve25519 cushion
danger darktabl data' datagram dateext dbcontext dbx ddl deadlockloserdataaccessexcept deauth decis declar
declin deep default defend defer deleg delic dens desir desktop destroi detach detect determin developer' dhcp
dimens dirt dirti disagre dispens displai distro' diverg dmarc dmarc' dnskei domainkei doubt download draft
dramat drift drive ds dtstamp dwell edit editor eightfold eighti electr embarrass embed emerg employe enableev
enclav endless endswith energis engag envoi erlang estim etag etc etcd europ eval evalu evenli eventsourc
everyone' evilexampl ex exact excel exec execut expens experi expir expiri explicit export ext4 extens extern
ey facet factori fail2ban fair fan faulttoler fee fi fibr fight filament film' findabl fio fixat flag
flatfileparseexcept flexibl floor flow flush flywai focusin fold forbidden forc foreign fork format formula
forth forward fq freed frequenc frequent frontend fsync fuel full fuselag futex game gather gelatin geofenc
getboundingclientrect gigabit gigahertz gin git goal gold goroutin gp gpg gpgsig gpgv gpio grace graphic
graphql grasp graviti greater green grei ground grub gun ha hack hall handi haproxi hat head headset health
heap heat hertz hibern hidden hide hing histori hlr hoist holdback hookspath hot household hsm html hydro
hysteresi ic iceberg icon ifhcinoctet ifram imag imap imit immut impati impress incept indic induct
initialbackoff inotifi input inresponseto instal institut instruct intend interfac interlock interpret
interrupt intersectionobserv invalid invert invit island isol jacobson jailbroken java javascript join joker
jostl journal jpeg junction jvm karn kbit keccak256 kek kick kid knowledg l4 l7 lake lakehous lan languag
laptop laptop' larger lastchanc latch latent latter launcher law lawyer lax layout lazi ldpc leaf leed leewai
lexer lidar lifetim light lightroom likewis line' linkedblockingqueu linter listen loader local lock logrot
longest loop loos lowercas ly machin macrotask mailer main maker malloc manifest map margin mask materi
maxattempt maxbackoff maxlen maxretransmit meaning media meet member memori merg mesh messier meta metal meter
metr microcontrol microsoft mid milli min minutia mobil modbu mode model modem modern modul money' monthli
mous movement mq mtime multipart murder music mutat mute nail nake napi navig ndef nearest neteq newest nf nfc
nineteen node nonc nopriv normalis notar notenoughreplica notonoraft nozzl npm ns nsec nurseri nvme oauth
observ occasion occupi occurr ocsp offset onlin onpush openpgp optimis optimisticlockexcept option orbit
orderservic ordinarili orient origin origin' outnumb outofmemoryerror overflow pa packag page page' painkil
paint pair pallet panel paragraph parallax paramet parent pariti parquet passcod passkei passphras patch
patroni pbx pc peek peer peer' pent pepper perfect permiss pgbouncer phase phone phone' photo pickup pin pinch
pixel pk planner plant player plc plug poke pole polit pollinterv pore pose postinstal postrot postscript
powerlin precach preconfigur prepar prepush present preshar prev price principl printer printout prioriti
profil program' prompt protocol provision proxyjump pub publisher' puls punctual puppet purchas pwa pytest
quantiti quantum quarantin queryset queu queuemicrotask quic quicker quietli quorum rack raft raid randomis
rank ransomwar rare react readabl reader' reattach rebas rebuff rebuild recalcul receipt recept recipi
reconnect recur recurr recurs redo reduc redund reed reflect regex regist regret reindex rejoin rel relat
relaunch releas relev remaind remot removeeventlisten render reopen report reposit repositori reprocess
requestanimationfram requestidlecallback reread reregist rerun rerunfailur rescan reseri resign resizeobserv
resolut resolv resourc retouch retransmit retro retryabl retrydelai retrythrottl revenu revok rewind rewrap
rfc ride ridg rival road robot rocket rogu rollov rot router routin rpidhash rrsig rsa rung runnabl saga salt
sampl sanit scan scep score screw script scrub sctp sd search secondari section seed semaphor sensit sequenc
serial serious serv servo setup seven shake shell shield shift shim shine shorten shutdown side' signalman
signedinfo signer signer' signtool silent simpler singleton sip site sixteen skill skim skiplimit skiplisten
slave sleep slightli slot slurm smallest smtp snappi snapshot snmp soa solid solomon spacecraft spaghetti
spanish spawn spctl specif speech spf spin spit split spoil spooler sql sqlite squeez srtp ssd ssid stall
stapl star starv state state' statefulset static stem stick stir stock stolen stopimmediatepropag stoppropag
strict structur stun stutter sub subdomain submiss subnet substitut sudden suitabl summon superb surefir
surfac survei swamp sweat switchmap sync synchronis syntax system' tab tag tail talli tape tapealert tarbal
target telnet temp temperatur templat terabyt theft theme there'r thermistor thing' thousandth throughput
throughput' thunderbird ti ticker tidi tier timer tin todo toggl toi token token' tone tool torment torn tower
town tragic train trampl transient translat transmiss travel tremend trick trim truli truncat trunk tsvector
turbin twin typeahead typo ugli ui ul unansw unari unbeat unbound unclean uneven unhandledreject uninstal unit
unlimit unplug unpredict unregist unzip up upload upnp upon upserton usag usecallback user' usr1 util v3
vacuum valu van vari varianc vba vector vehicl victim viewer viewport visitor voicemail volatil voltag vue
wake warm watch watchdog watcher watermark wear web webauthn webrtc' wed wi wifi win winner wipe wireguard wkd
worksheet workstat wp wpa3 wrap writer ws xack xact xadd xautoclaim xml xreadgroup yj young zero`,
  ],
  [
    -2,
    `
absolut ae alg ansibl antenna append apt argon2 aud author backup bar base64url basket batteri bcrypt blob
broadcast ca cdn cell checksum citi cleanup clear click clone collector collis commonli compil compon context
coordin cor core crawl csrf cycl deb debug defin degre demand devic diesel directori dkim dom elect element
enrol entiti ethernet etimedout executor exit exp fals file firmwar flaki fly focu folder footer form freez ga
gmail gpu grid group handheld handset hardwar higher hop hs256 httponli huski idl increment indexeddb inreleas
insync intermedi invok iss issuer' jwk jwt keypad keyr ladder leader link' lint linux login lower mailbox
megabit microsecond mirror mount nasti nbf node' null password pe pg platter playbook postmessag power
precommit preflight pressur progress promot pump pure ratio ref rehash reissu relay' reload replic replica
restor retransmiss retries2 revoc rewrit rs256 runtim safari samesit sector selector semant sensor settimeout
signal somewhat spool spreadsheet ssh stack staff standbi strictmod subject submit supervis suppli synchron
task taxi tcp telemetri terraform thread threshold true txt udp uid unacknowledg unmount uplink useeffect user
virtual vlan vote voter vouch wal xss zigbe`,
  ],
  [
    -3,
    `
addeventlisten archiv browser cach cooki debounc frame kernel microtask packet refresh root scroll segment
session tree`,
  ],
];
