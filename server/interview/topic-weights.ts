// Written by `npm run learn-topics`: how much the stem of a word speaks for webhooks, or for another topic.
export const stemsByWeight: readonly (readonly [weight: number, stems: string])[] = [
  [
    1,
    `
acquir act adyen adyen' affect afternoon agre aliv altogeth ambigu amount angri annoi anymor anyth anywher
apart api appoint argu arrow at attack attent audit avoid aw babysit backlog bail bake bakeri bank' base64
bear began behav bell beyond bite blew bodi boi boom bootcamp bore boss breakfast broker broker' brought
bullmq bunch came cap capac capston captur caught ceil cent cert charg christma cleaner clerk cli clip
cloakroom cloudflar clue coat compani company' comparison configur consid constructev consumer' cook cope
crash credit crm cron crowd crypto currenc custodi custom dai daili dashboard datadog dawdl deactiv dead deal
decrypt dedup dedupl delai deliber deliv deliveri detail dinner directli dish distanc distinguish dlq doc
doctor doctor' docusign done doorbel doorstep downstream downtim draw drawer drown dry durat easier eat eaten
echo egress either eleven endpoint endpoint' enough enqueu env envelop environ equal euro event event' eventu
ever everybody' everyth evt exce exchang exercis expect explain express extra face feel fell fenc fifo fifth
figur finit firewal firm fish flash flatten fleet float forgotten found fourth gate gave get github github'
gonna gotta grafana grandmoth guess gui hacker hadn't happen harm he' he'd he'll header' heard hei help her
herd hex himself hit hmac hmm homework honour hope hopeless horizon hospit hour hourli hubspot hundr hung hurt
id idea ideal import inbound incid increas infrastructur ingest ingress ink insert insist instead integr
interest intermediari intern internet invent invoic involv jira json junk kafka kb kind kinda king kitchen km
knew knock know lack lambda launch lead lean learnt least ledger legaci legal length lesson letter letterbox
localhost locker logist longer lookup malform manag manual mat mayb mb meant meantim megabyt menu merchant
mess middlewar mind mistak mondai monitor month' mustn't myself narrow neatli needn't newslett newspap ngrok
nineti nobody' nois nor normal notebook notif nowher nurs obsolet odd oh okai older onboard oom op opinion
opposit ourselv outag outbound outsid oven overtak own pad pager pagerduti parcel pars parser partner partner'
path patienc patient pattern payment payout paypal pen perfectli perman photocopi piec pizza platform pm pod
poller possibl postman postmortem practic prefetch prescript pretti probabl probe problem process prod project
properli properti provid provider' psp purg python quick quit quota rabbit rabbitmq ran raw reachabl reason
reboot receiv recent receptionist recip reconcili redeliv redeliveri redi redriv reenabl reencod reformat
refund registr regularli reli rent repli req resent reserv reset resiz restaur restringifi retain review rid
right ring role rollback roughli rout safer sail save saw scheme school seal secret sell sender sender'
sendgrid serialis server' settl settlement sha256 she' ship shipment shop' shopifi shopify' shown shrug shuffl
shut sidekiq signature' silli situat slack slash sniff soak solv somebody' sound spike spread sq stair stamped
standard startup steer stori storm stringifi stripe stripe' student stuff style subscript succe succeed
suddenli super support suppos sure swallow synthet taught teach technic tempo term their they'd thin think
thought threw thunder timingsafeequ tip tl told took total toward trickl tripl twilio typeform uh um undeliv
understand undo unicod uniqu unknown unmodifi unpack unpars unset untouch url useless v1 var variabl vendor
vendor' verif vpc waf waiter wanna wax weather webhook websit weekend welcom went wheel wherev whichev who'
whsec wind wouldn't wrote xx yeah yesterday' your zapier zod`,
  ],
  [
    -1,
    `
abi abort abortcontrol access acd activetab actor actuat add adjust admin advertis agent aircraft ajax akka
algorithm alia align alloc allowedip altern america analog analys analysi analyst android angular anna' anonym
another' anti anyhow apn apollo app' appconfig appl apple' appli applic approv arbitr arbitrari archive'
argon2id argument arrayblockingqueu asp asphalt assert assign async atm atom attach auction audio auth
authentication' authenticatordata authenticod authority' automerg automot await awaittermin awkward axle'
background bacnet badli ballot band banner bar barrier basket bastion bastion' batch beacon bearer beautifulli
bed beep bend bfq bh bidirect bimet binari bind bio bitrat blink block block' blockingqueu blog blue blur
board bob boiler bond border borrow brain brigad bubbl buffer' bufferbloat bulb bulletin bump buse button buzz
byterang cabinet cabl callback callerrun callerrunspolici can canon canonicalis capabl capacitor captcha car
card' caret cartridg cast catalogu catastroph cattl caution ccsd cellular censu centimetr centr chain channel
chat chatter cheap children chip choos chop chosen chrome chunk ci circl claim classic clean cleaner' client
clientdatajson clobber clump coalesc codel codesign coil col colleague' collect collid com combin command
commonest componentdidupd concaten config conflat constructor contain contin contrast controller' converg
conveyor coroutin corrupt cosi costli council countri crank crawler crdt crew crl crlf crook crowd' crunch crx
cryptograph cup curat curve25519 cushion danger darktabl data' datagram dateext dbcontext dbx ddl
deadlockloserdataaccessexcept deauth decis declar declin deep default defer definit deleg delic dens desir
desktop destroi detach detect determin developer' dhcp dimens dirt dirti disagre dispens displai distro'
diverg dmarc dmarc' dnskei document domainkei doubt download draft dramat drift drive ds dtstamp dwell edit
editor eightfold eighti electr embarrass embed emerg employe enableev enclav encod endless endswith energis
engag envoi erlang etag etc etcd europ eval evalu evenli eventsourc everyone' evilexampl ex exact excel exec
expens expir expiri explicit export ext4 extens extern ey facet factori fail2ban fair fan faulttoler fee fi
fibr fight filament film' findabl fio fixat flag flatfileparseexcept flexibl floor flow flywai focusin fold
forbidden forc foreign fork format formula forth forward fq freed frequenc frequent frontend fsync fuel full
fuselag futex game gather gelatin geofenc getboundingclientrect gigabit gigahertz gin git goal gold goroutin
gp gpg gpgsig gpgv gpio grace graphic graphql grasp graviti greater green grei ground grub gun ha hack hall
handi haproxi hat headset health heap heartbeat heat hertz hibern hidden hide hing histori hlr hoist holdback
hookspath hot household hsm hst html hydro hysteresi ic iceberg icon ifhcinoctet ifram imag imap imit immut
impati impress incept indic induct initialbackoff inotifi input inresponseto instal instruct intend interfac
interlock interpret intersectionobserv invalid invert invit island isol item jacobson jailbroken java join
joker jostl journal jpeg junction jvm karn kbit keccak256 kek kick kid knowledg l4 l7 lag lake lakehous lan
languag laptop laptop' larger lastchanc latch latent latter launcher law lawyer lax layout lazi ldpc leaf leed
leewai lexer lidar lifetim light lightroom likewis line' link linkedblockingqueu linter listen loader local
lock logrot longest loop loos lower lowercas ly machin macrotask mailer main maker malloc manifest map margin
mask materi max maxattempt maxbackoff maxlen maxretransmit meaning media meet member memori merg mesh messier
meta metal meter metr microcontrol microsoft mid milli min minutia mobil modbu mode modem modern modul money'
monthli mous movement mq mtime multipart murder music mutat mute nail nake napi nasti navig ndef nearest neteq
newest nf nfc nineteen node nonc nopriv normalis notar notenoughreplica notonoraft nozzl npm ns nsec nurseri
nvme oauth occasion occupi occurr ocsp offset onpush openpgp optimis optimisticlockexcept option orbit
orderservic ordinarili orient origin origin' outnumb outofmemoryerror overflow pa packag page page' painkil
paint pair pallet paragraph parallax paramet parent pariti parquet partit passcod passkei passphras patch
patroni pbx pc peek peer' pent pepper perfect permiss pgbouncer phase phone phone' photo pickup pin pinch
pixel pk planner plant player plc plug poke pole polit pollinterv pool pore pose postinstal postrot postscript
power powerlin precach preconfigur prepar prepush present preshar prev price principl printout prioriti
program' prompt prop protocol provision proxyjump pub publisher' puls punctual puppet purchas pwa pytest
quantiti quantum quarantin queryset queu queuemicrotask quic quietli quorum rack raft raid randomis rank
ransomwar rare react readabl reader' reattach rebas rebuff rebuild receipt recipi reconnect recur recurr
recurs redo redund reed reflect regex regist regret reindex rejoin rel relat relaunch releas relev remaind
removeeventlisten reopen report reposit repositori reprocess requestanimationfram requestidlecallback reread
reregist rerun rerunfailur rescan reseri resign resizeobserv resolut resolv resourc retouch retransmit retro
retryabl retrydelai retrythrottl revenu revok rewrap rfc ride ridg rival road robot rocket rogu rot router
routin rpidhash rrsig rsa rung runnabl runner s3 saga salt sampl sanit scan scep screw script scrub sctp sd
search secondari section seed semaphor sensit sequenc serious serv servo setup seven shake shield shim shine
shutdown side' signalman signedinfo signer signer' signtool silent singleton sip site sixteen skill skim
skiplimit skiplisten slave sleep slightli slot slurm smallest smtp snappi snapshot snmp soa solid solomon
spacecraft spaghetti spanish spawn spctl specif speech spf spin spit split spoil sql sqlite squeez srtp ssd
ssid stabl staff stall stapl star starv state state' statefulset static stem stick stir stolen
stopimmediatepropag stoppropag strict structur stun stutter sub subdomain submiss subnet substitut sudden
suitabl summon superb surefir surfac survei swamp sweat switchmap sync synchronis syntax system' tab tag tail
talli tape tapealert tarbal target telnet temp temperatur templat terabyt theft theme there'r thermistor
thing' thousandth throughput throughput' thrown thunderbird ti tier timer tin todo toggl toi token token' tone
tool torment torn tower town tragic train trampl translat transmiss tremend trick trim troubl truli truncat
trunk tsvector turbin twin type typeahead typo ui ul unansw unari unbeat unbound unclean uneven
unhandledreject uninstal unlimit unplug unpredict unregist unzip up upnp upon upserton usag usecallback user'
usr1 util v3 vacuum valu vari varianc vba vector vehicl victim viewer viewport visitor voicemail volatil
voltag vue wake warm watch watchdog watcher watermark wear web webauthn webrtc' wed weight wi wifi win winner
wipe wireguard wkd worksheet workstat wp wpa3 wrap writer ws xack xact xadd xautoclaim xml xreadgroup yj young`,
  ],
  [
    -2,
    `
absolut ae alg ansibl antenna append apt argon2 aud audienc author backup base64url batteri bcrypt blob
broadcast ca camera cdn cell checksum citi cleanup clear click clone collaps collector collis commonli compil
compon context coordin cor core cpu crawl csrf cycl deb debug defin degre demand devic diesel directori dkim
dom elect element enrol entiti estim ethernet etimedout execut executor exit exp fals file firmwar flaki flush
fly focu folder footer form freez ga gmail gpu grid group handheld handset hardwar head higher hop hs256 huski
idl increment indexeddb inreleas institut insync intermedi interrupt invok iss issuer' javascript jwk jwt
keypad keyr ladder leader link' lint linux login mailbox megabit microsecond mirror model mount nbf node' null
observ onlin panel password pe peer pg platter playbook postmessag precommit preflight pressur printer profil
progress promot pump pure quicker ratio recalcul recept ref refresh rehash reissu relay' reload remot render
replica restor retransmiss retries2 revoc rewind rewrit rs256 runtim safari samesit score sector selector
semant sensor serial settimeout shell signal somewhat spool spooler spreadsheet ssh stack standbi strictmod
subject submit supervis suppli synchron task taxi tcp telemetri terraform thread threshold ticker true txt udp
ugli uid unacknowledg unit unmount uplink upload useeffect user virtual vlan vote voter vouch wal xss zigbe`,
  ],
  [
    -3,
    `
addeventlisten archiv browser cach cooki debounc frame httponli kernel microtask packet replic root scroll
segment session tree`,
  ],
];
